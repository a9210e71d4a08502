# Sourced by the commands in scripts/: finds MAGLEV_HOME and builds the programs when they are missing or older than their
# sources. Everything generated goes under MAGLEV_HOME, by default the checkout.

set -u
# Every start of a program passes here: what runs each time starts no process but one find.
checkout=$(cd -P "${BASH_SOURCE[0]%/*}/../.." && pwd)
export MAGLEV_HOME=${MAGLEV_HOME:-$checkout}
export MAGLEV_CHECKOUT=$checkout
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# No build server stays behind: it would hold the lock of the build.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
# .NET's tools want a home folder that can be written.
if [ -z "${HOME:-}" ] || [ ! -w "${HOME:-/}" ]; then
  export HOME="$MAGLEV_HOME/build/home"
  mkdir -p "$HOME"
fi

build=$MAGLEV_HOME/build
gem=$build/gem/gem
stone=$build/stone/stone

say() { printf 'maglev: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

. "$checkout/scripts/support/progress.sh"

# take_lock: one builder at a time; descriptor 9 is the lock. It is held until the builder's last process ends.
take_lock() {
  flock -n 9 && return
  say "another build runs: waiting for its end"
  flock 9
}

# check_sdk: tells in one line what to install when the .NET SDK is missing or too old.
check_sdk() {
  command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -qE '^([1-9][0-9]+)\.' && return
  say "the .NET 10 SDK is missing: install the package dotnet-sdk-10.0, or what https://dot.net/download has"
  return 1
}

sources="Shared.ObjectFormat Stone.Server Gem.Client Kernel.Ruby Kernel.Smalltalk Directory.Build.props Directory.Packages.props"
program_pattern='.*\.\(cs\|csproj\|props\|proto\)'
kernel_pattern='Kernel\..*\(\.rb\|\.st\|load_order\.txt\|/[a-z]*\)'

# is_current STAMP PATTERN [STAMP PATTERN]: true when no source whose path matches is newer than its stamp.
is_current() {
  local found newer=(-regex "$2" -newer "$1")
  [ -f "$1" ] && [ -f "${3-$1}" ] || return 1
  [ $# = 2 ] || newer+=(-o -regex "$4" -newer "$3")
  # shellcheck disable=SC2086
  found=$(cd "$checkout" && exec find $sources \( -name bin -o -name obj -o -name examples \) -prune -o \( "${newer[@]}" \) -print -quit)
  [ -z "$found" ]
}

programs_are_current() { is_current "$build/programs.stamp" "$program_pattern"; }
kernel_is_current() { is_current "$build/kernel.stamp" "$kernel_pattern"; }

# publish_programs: both programs under build/*.new.
publish_programs() {
  rm -rf "$build/stone.new" "$build/gem.new"
  : >"$build/build.log"
  # What the projects of each take, out of 179; MSBuild tells of each one that is done.
  publish Stone.Server stone 0 31 23 8 && publish Gem.Client gem 62 7 13 24 32 19 22 && return
  cat "$build/build.log" >&2
  return 1
}

# publish PROJECT PROGRAM DONE SHARE...: one program, ReadyToRun; tells of its progress.
publish() {
  local project=$1 program=$2 done=$3
  shift 3
  dotnet publish "$checkout/$project" -c Release -o "$build/$program.new" --artifacts-path "$build/artifacts" -v minimal -nologo -tl:off 2>&1 \
    | tee -a "$build/build.log" | while read -r made arrow _; do
      [ "$arrow" = "->" ] || continue
      done=$((done + ${1:-0}))
      shift
      echo "$done 179 $made" >&3
    done
  return "${PIPESTATUS[0]}"
}

# build_programs: brings stone and gem up to date; one builder at a time.
build_programs() {
  programs_are_current && return 0
  check_sdk || exit 1
  mkdir -p "$build" || die "can't write $build"
  (
    take_lock
    programs_are_current && exit 0
    touch "$build/programs.new"
    with_progress "building the programs (once; about a minute)" publish_programs || exit 1
    for program in stone gem; do
      rm -rf "${build:?}/$program"
      mv "$build/$program.new" "$build/$program"
    done
    cp -p "$build/programs.new" "$build/kernel.stamp"
    mv "$build/programs.new" "$build/programs.stamp"
  ) 9>"$build/lock" || die "the build failed"
}

# copy_kernel: the kernels' sources beside the program, when one has changed since the program was built.
copy_kernel() {
  kernel_is_current && return 0
  (
    take_lock
    kernel_is_current && exit 0
    touch "$build/kernel.new"
    ruby=$build/gem/kernel/ruby smalltalk=$build/gem/smalltalk/kernel
    rm -rf "$ruby.new" "$smalltalk.new"
    mkdir -p "$ruby.new" || exit 1
    cp -rp "$checkout/Kernel.Smalltalk/kernel" "$smalltalk.new" || exit 1
    for part in alpha.rb loader.rb bootstrap platform common delta lib; do
      cp -rp "$checkout/Kernel.Ruby/$part" "$ruby.new/" || exit 1
    done
    rm -rf "$ruby" "$smalltalk"
    mv "$ruby.new" "$ruby"
    mv "$smalltalk.new" "$smalltalk"
    mv "$build/kernel.new" "$build/kernel.stamp"
  ) 9>"$build/lock" || die "the kernels can't be copied to $build/gem"
}

base_image=$MAGLEV_HOME/gemstone/bin/extent0.dbf
ruby_image=$MAGLEV_HOME/bin/extent0.ruby.dbf

images_are_current() {
  for stamp in "$build/programs.stamp" "$build/kernel.stamp"; do
    [ "$base_image" -nt "$stamp" ] && [ "$ruby_image" -nt "$stamp" ] || return 1
  done
}

# link_examples: $MAGLEV_HOME/examples, unless there is something of that name already.
link_examples() {
  [ -e "$MAGLEV_HOME/examples" ] || ln -sfn "$checkout/Kernel.Ruby/examples" "$MAGLEV_HOME/examples"
}

build_image() { "$gem" build-image --home "$MAGLEV_HOME" --kernels "$checkout" --stone-program "$stone" "$@"; }

# build_images [anew]: the Smalltalk base image and the Ruby image on it; with "anew" also when they are current.
build_images() {
  # What nearly every start finds.
  [ $# = 0 ] && images_are_current && is_current "$build/programs.stamp" "$program_pattern" "$build/kernel.stamp" "$kernel_pattern" && return
  build_programs
  copy_kernel
  [ "${1-}" = anew ] || ! images_are_current || return 0
  (
    take_lock
    [ "${1-}" = anew ] || ! images_are_current || exit 0
    with_progress "building the images" build_image || exit 1
    link_examples
  ) 9>"$build/lock" || die "the image build failed"
}

# build_cut_image STAGE: the Ruby image as it is after a stage of the kernel, beside the other images.
build_cut_image() {
  build_images
  (
    take_lock
    with_progress "building the image cut after $1" build_image --until "$1"
  ) 9>"$build/lock" || die "the image build failed"
}
