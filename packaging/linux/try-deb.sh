#!/bin/sh
# Installs the package in a clean Debian with nothing but what it declares, and uses it: try-deb.sh PACKAGE.deb [ROOT]
# As root; needs debootstrap. ROOT is made the first time and may be kept; the package is purged at the end.
set -eu
package=$(readlink -f "$1")
root=${2:-build/root}
mirror=${MIRROR:-http://deb.debian.org/debian}
[ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase bookworm "$root" "$mirror"
root=$(readlink -f "$root")
cleanup() {
  for place in tmp/.X11-unix proc dev; do
    if mountpoint -q "$root/$place"; then umount "$root/$place"; fi
  done
}
trap cleanup EXIT
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp "$package" "$root/tmp/shopdesk.deb"
inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /tmp/shopdesk.deb > /dev/null
inside id owner > /dev/null 2>&1 || inside useradd --create-home owner

# As an owner without a network: the command line, then the window drawn without a display, then on a display.
noise="$root/tmp/noise"
alone() { env -i PATH=/usr/sbin:/usr/bin:/bin HOME=/home/owner ${DISPLAY_INSIDE:+DISPLAY=$DISPLAY_INSIDE} \
  unshare -n chroot --userspec=owner "$root" /bin/sh -c 'cd / && exec "$@"' sh "$@" 2>> "$noise"; }
: > "$noise"
alone shopdesk --version
alone shopdesk demo /home/owner/shop > /dev/null
alone shopdesk --data /home/owner/shop doctor
alone shopdesk --data /home/owner/shop self-test --screenshots /home/owner/pictures
alone /usr/lib/shopdesk/ShopDesk --data /home/owner/shop self-test --screenshots /home/owner/pictures > /dev/null
if command -v Xvfb > /dev/null; then
  mkdir -p "$root/tmp/.X11-unix"
  mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
  numbers=$(mktemp)
  Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3> "$numbers" 2> /dev/null &
  server=$!
  while [ ! -s "$numbers" ]; do sleep 0.1; done
  DISPLAY_INSIDE=":$(cat "$numbers")"
  alone shopdesk --data /home/owner/shop self-test --screenshots /home/owner/pictures
  DISPLAY_INSIDE=
  kill "$server"
  rm "$numbers"
fi
if [ -s "$noise" ]; then
  echo "said on standard error:" >&2
  cat "$noise" >&2
  exit 1
fi
inside apt-get purge -y -qq shopdesk > /dev/null
left=$(inside find / -xdev -name '*shopdesk*' -not -path '/home/*' -not -path '/proc/*' -not -name shopdesk.deb)
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
echo "The package installs, works and goes away in a clean Debian."
