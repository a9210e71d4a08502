#!/usr/bin/env bash
# Checks the machine, builds programs and images, and says what to do next: install.sh [VERSION]. Without VERSION it is the
# version of this checkout; another one is taken from git, if nothing here is changed. Doing it again does only what is missing.
self=$0; [ ! -L "$self" ] || self=$(readlink -f "$self")
. "${self%"${self##*/}"}support/build.sh"

needed_disk_mb=1000
needed_memory_mb=1500
problems=0

# check WHAT COMMAND...: a line for what is well. What is not, the command has told in a line.
check() {
  local what=$1
  shift
  if "$@"; then
    printf '  %-10s ok\n' "$what"
  else
    problems=$((problems + 1))
  fi
}

problem() {
  say "$*"
  return 1
}

check_system() {
  [ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || problem "this is $(uname -s) on $(uname -m); Linux on x86_64 is needed"
}

# memfd with the seals that are used, pidfd_open: Linux 5.3.
check_kernel() {
  local major minor
  IFS=. read -r major minor _ <<<"$(uname -r)"
  [ "$major" -gt 5 ] || { [ "$major" = 5 ] && [ "${minor%%[!0-9]*}" -ge 3 ]; } || problem "Linux $(uname -r) runs here; 5.3 or a later one is needed"
}

check_tools() {
  local tool
  for tool in flock find mktemp readlink; do
    command -v "$tool" >/dev/null || { problem "the command $tool is missing: install util-linux, findutils and coreutils"; return 1; }
  done
}

check_rights() {
  mkdir -p "$MAGLEV_HOME" 2>/dev/null
  [ -d "$MAGLEV_HOME" ] && [ -w "$MAGLEV_HOME" ] || problem "MAGLEV_HOME, which is $MAGLEV_HOME, cannot be written by $(id -un)"
}

check_disk() {
  local folder=$MAGLEV_HOME free
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(($(df -Pk "$folder" | awk 'NR == 2 { print $4 }') / 1024))
  [ "$free" -ge "$needed_disk_mb" ] || problem "$free MB are free on the disk of $MAGLEV_HOME; $needed_disk_mb MB are needed"
}

check_memory() {
  local memory
  memory=$(($(awk '/^MemTotal:/ { print $2 }' /proc/meminfo) / 1024))
  [ "$memory" -ge "$needed_memory_mb" ] || { problem "this machine has $memory MB of memory; $needed_memory_mb MB are needed"; return 1; }
  # A gem maps the extent at its largest size.
  [ "$(ulimit -v)" = unlimited ] || problem "address space is limited (ulimit -v $(ulimit -v)); it must be unlimited"
}

check_tmp() {
  local probe
  probe=$(mktemp 2>/dev/null) && rm -f "$probe" || problem "no file can be made in ${TMPDIR:-/tmp}"
}

# take_version VERSION: makes the checkout that version's.
take_version() {
  local here version=$1 commit
  here=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$checkout/Directory.Build.props")
  if [ "$version" = "$here" ] || [ "$version" = "v$here" ]; then
    return
  fi
  commit=$(git -C "$checkout" rev-parse --verify --quiet "v$version^{commit}" || git -C "$checkout" rev-parse --verify --quiet "$version^{commit}") \
    || die "there is no version '$version': this checkout is $here, and git has no tag of that name"
  [ "$(git -C "$checkout" rev-parse HEAD)" = "$commit" ] && return
  [ -z "$(git -C "$checkout" status --porcelain --untracked-files=no)" ] || die "files of this checkout are changed: commit them before another version takes their place"
  say "taking version $version from git"
  git -C "$checkout" checkout --quiet --detach "$commit" || die "git cannot check out $version"
  [ -x "$checkout/scripts/install.sh" ] || die "version $version has no install.sh: its README.md says how it is built"
  exec "$checkout/scripts/install.sh"
}

case "${1-}" in
  -h | --help)
    echo "usage: install.sh [VERSION]"
    exit 0
    ;;
  -*) die "install.sh: unknown option '$1'" ;;
esac
[ $# -le 1 ] || die "install.sh: unexpected argument '$2'"

check_sdk || exit 1
[ $# = 0 ] || take_version "$1"
echo "checking this machine"
check system check_system
check kernel check_kernel
check tools check_tools
check memory check_memory
check tmp check_tmp
check rights check_rights
check disk check_disk
[ "$problems" = 0 ] || exit 1

build_images
cat <<END
MagLev.NET is built in $MAGLEV_HOME. Next:
  scripts/maglev start                      starts the stone 'maglev'
  scripts/maglev-ruby -e 'puts "hello"'     runs Ruby on it
  scripts/maglev help                       lists the commands
README.md has a tour.
END
