# Sourced by the commands in scripts/: finds MAGLEV_HOME and builds the programs when they are missing or older than their
# sources. Everything generated goes under MAGLEV_HOME, by default the checkout.

set -u
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export MAGLEV_HOME=${MAGLEV_HOME:-$checkout}
export MAGLEV_CHECKOUT=$checkout
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
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

# is_current STAMP PATTERN PATH...: true when no source under the paths whose name matches is newer than the stamp.
is_current() {
  local stamp=$1 pattern=$2
  shift 2
  [ -f "$stamp" ] && [ -z "$(cd "$checkout" && find "$@" \( -name bin -o -name obj \) -prune -o -regex "$pattern" -newer "$stamp" -print -quit)" ]
}

program_sources="Shared.ObjectFormat Stone.Server Gem.Client Kernel.Ruby Kernel.Smalltalk Directory.Build.props Directory.Packages.props"
program_pattern='.*\.\(cs\|csproj\|props\|proto\)'
kernel_pattern='.*\(\.rb\|\.st\|load_order\.txt\|/[a-z]*\)'

# build_programs: stone and gem, published ReadyToRun; one builder at a time.
build_programs() {
  # shellcheck disable=SC2086
  is_current "$build/programs.stamp" "$program_pattern" $program_sources && return 0
  command -v dotnet >/dev/null || die "the .NET 10 SDK is needed (command: dotnet); see https://dot.net"
  mkdir -p "$build" || die "can't write $build"
  (
    flock 9
    # shellcheck disable=SC2086
    is_current "$build/programs.stamp" "$program_pattern" $program_sources && exit 0
    say "building the programs (once; about a minute)"
    touch "$build/programs.new"
    for program in Stone.Server:stone Gem.Client:gem; do
      if ! dotnet publish "$checkout/${program%%:*}" -c Release -o "$build/${program##*:}.new" --artifacts-path "$build/artifacts" \
        -v quiet -nologo >"$build/build.log" 2>&1; then
        cat "$build/build.log" >&2
        exit 1
      fi
      rm -rf "$build/${program##*:}"
      mv "$build/${program##*:}.new" "$build/${program##*:}"
    done
    cp -p "$build/programs.new" "$build/kernel.stamp"
    mv "$build/programs.new" "$build/programs.stamp"
  ) 9>"$build/lock" || die "the build failed"
}

# copy_kernel: the kernels' sources beside the program, when one has changed since the program was built.
copy_kernel() {
  is_current "$build/kernel.stamp" "$kernel_pattern" Kernel.Ruby Kernel.Smalltalk && return 0
  (
    flock 9
    is_current "$build/kernel.stamp" "$kernel_pattern" Kernel.Ruby Kernel.Smalltalk && exit 0
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

# build_images: the Smalltalk base image and the Ruby image on it.
build_images() {
  build_programs
  copy_kernel
  images_are_current && return 0
  (
    flock 9
    images_are_current && exit 0
    say "building the images"
    "$gem" build-image --home "$MAGLEV_HOME" --kernels "$checkout" --stone-program "$stone"
  ) 9>"$build/lock" || die "the image build failed"
}
