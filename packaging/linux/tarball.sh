#!/bin/sh
# One folder that runs where it is unpacked: packaging/linux/tarball.sh dist/ShopDesk dist
set -eu
bundle=$(readlink -f "$1") target=$(readlink -f "$2")
here=$(dirname "$(readlink -f "$0")")
root=$(readlink -f "$here/../..")
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/shopdesk/__init__.py")
name="ShopDesk-$version-linux-$(uname -m)"
tree="$root/build/tarball/$name"
rm -rf "$tree"
mkdir -p "$tree"
cp -a "$bundle" "$tree/app"
cp "$here/starter.sh" "$tree/shopdesk"
chmod 755 "$tree/shopdesk"
cp "$here/shopdesk.desktop" "$root/resources/icons/shopdesk.svg" "$root/LICENSE" "$tree/"
cp "$bundle/_internal/THIRD-PARTY-NOTICES.txt" "$tree/"
tar -C "$tree/.." --owner=0 --group=0 --sort=name -I 'xz --x86 --lzma2=preset=6 -T0' -cf "$target/$name.tar.xz" "$name"
echo "$target/$name.tar.xz"
