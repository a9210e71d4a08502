# Sourced by build.sh: shows how far something is that takes more than two seconds. The one mechanism for it: a command tells
# on descriptor 3, in lines "DONE TOTAL WHAT", and here they become a bar with the remaining time when standard error is a
# terminal, and one line when it is not.

# with_progress TITLE COMMAND...: runs the command; its exit status. What it says on standard error comes after the bar.
with_progress() {
  local title=$1 status errors
  shift
  if [ ! -t 2 ]; then
    say "$title"
    "$@" 3>/dev/null
    return
  fi
  # A file without a name: nothing is left of it, however this ends.
  errors=$(mktemp) || return 1
  exec 5<>"$errors"
  rm -f "$errors"
  { MAGLEV_PROGRESS=3 "$@" 3>&1 >&4 2>&5 | draw_progress "$title"; status=${PIPESTATUS[0]}; } 4>&1
  cat /dev/fd/5 >&2
  exec 5>&-
  return "$status"
}

# draw_progress TITLE: the bar for the lines on standard input; redrawn each second, shown after the second one, gone at the end.
draw_progress() {
  local title=$1 start=$SECONDS done=0 total=0 what="" next_done next_total next_what
  while true; do
    if IFS=' ' read -r -t 1 next_done next_total next_what; then
      done=$next_done total=$next_total what=$next_what
    elif [ $? -le 128 ]; then
      break
    fi
    [ $((SECONDS - start)) -ge 2 ] && draw_bar "$title" $((SECONDS - start)) "$done" "$total" "$what"
  done
  [ $((SECONDS - start)) -lt 2 ] || printf '\r\033[Kmaglev: %s: ended after %s\n' "$title" "$(seconds_text $((SECONDS - start)))" >&2
}

# draw_bar TITLE SECONDS DONE TOTAL WHAT: one line of the terminal, cut to its width.
draw_bar() {
  local title=$1 elapsed=$2 done=$3 total=$4 what=$5 width=24 filled left="" columns line
  [ "$total" -gt 0 ] || total=1
  filled=$((done * width / total))
  [ "$done" -gt 0 ] && left=", about $(seconds_text $((elapsed * (total - done) / done))) left"
  columns=$(stty size <&2 2>/dev/null)
  columns=${columns##* }
  line=$(printf '%s [%-*s] %d%%%s %s' "$title" "$width" "$(printf '%*s' "$filled" '' | tr ' ' '=')" $((done * 100 / total)) "$left" "$what")
  printf '\r\033[K%s' "${line:0:$((${columns:-80} - 1))}" >&2
}

# seconds_text SECONDS: 42 s, 3 min 5 s.
seconds_text() {
  if [ "$1" -lt 60 ]; then
    echo "$1 s"
  else
    echo "$(($1 / 60)) min $(($1 % 60)) s"
  fi
}
