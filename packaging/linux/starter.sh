#!/bin/sh
# Starts ShopDesk from the folder that this file is in. `./shopdesk --menu` adds it to the desktop's menu.
set -eu
here=$(dirname "$(readlink -f "$0")")
if [ "${1:-}" = "--menu" ]; then
  menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
  mkdir -p "$menu"
  sed -e "s|^Exec=.*|Exec=\"$here/shopdesk\"|" -e "s|^Icon=.*|Icon=$here/shopdesk.svg|" "$here/shopdesk.desktop" \
    > "$menu/shopdesk.desktop"
  echo "ShopDesk is in the menu now. Do not move this folder, or do this again."
  exit 0
fi
exec "$here/app/shopdesk-cli" "$@"
