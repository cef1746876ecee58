#!/bin/sh
# Makes a disk image of dist/ShopDesk.app: packaging/macos/dmg.sh dist. Signs it if SIGN_IDENTITY is set.
set -eu
target=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/shopdesk/__init__.py")
app="$target/ShopDesk.app"
image="$target/ShopDesk-$version-macos-$(uname -m).dmg"
if [ -n "${SIGN_IDENTITY:-}" ]; then
  codesign --force --deep --options runtime --timestamp --entitlements "$root/packaging/macos/entitlements.plist" \
    --sign "$SIGN_IDENTITY" "$app"
fi
stage=$(mktemp -d)
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname "ShopDesk $version" -srcfolder "$stage" -fs HFS+ -format UDZO "$image"
rm -rf "$stage"
echo "$image"
