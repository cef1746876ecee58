; Inno Setup 6.3 or newer: ISCC /DVersion=0.1.0 packaging\windows\shopdesk.iss, after pyinstaller build.spec.
#ifndef Version
  #error Give the version: ISCC /DVersion=0.1.0 shopdesk.iss
#endif
#define Root "..\.."

[Setup]
AppId={{6E2B4B0A-3C7E-4C5B-9C39-5A8D3A0B7F51}
AppName=ShopDesk
AppVersion={#Version}
AppVerName=ShopDesk {#Version}
AppPublisher=The ShopDesk authors
DefaultDirName={autopf}\ShopDesk
DefaultGroupName=ShopDesk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.19041
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\build\work\build\shopdesk.ico
UninstallDisplayIcon={app}\ShopDesk.exe
OutputDir={#Root}\dist
OutputBaseFilename=ShopDesk-{#Version}-windows-x86_64
Compression=lzma2/normal
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; libraries of an older version must not stay beside the new ones
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\ShopDesk\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\ShopDesk"; Filename: "{app}\ShopDesk.exe"
Name: "{autodesktop}\ShopDesk"; Filename: "{app}\ShopDesk.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\ShopDesk.exe"; Description: "{cm:LaunchProgram,ShopDesk}"; Flags: nowait postinstall skipifsilent
