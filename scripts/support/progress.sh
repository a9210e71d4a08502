# Sourced by build.sh: shows how far something is that takes more than two seconds. The one mechanism for it: a command tells
# on descriptor 3, in lines "DONE TOTAL WHAT", and here they become a bar with the remaining time when standard error is a
# terminal, and one line when it is not.

# with_progress TITLE COMMAND...: runs the command; its exit status. What it says comes when the bar is gone.
with_progress() {
  local title=$1 status output errors
  shift
  if [ ! -t 2 ]; then
    say "$title"
    "$@" 3>/dev/null
    return
  fi
  # Files without a name: nothing is left of them, however this ends.
  output=$(mktemp) && errors=$(mktemp) || return 1
  exec 4<>"$output" 5<>"$errors"
  rm -f "$output" "$errors"
  MAGLEV_PROGRESS=3 "$@" 3>&1 >&4 2>&5 | draw_progress "$title"
  status=${PIPESTATUS[0]}
  cat /dev/fd/4
  cat /dev/fd/5 >&2
  exec 4>&- 5>&-
  return "$status"
}

# draw_progress TITLE: the bar for the lines on standard input; redrawn each second, shown after the second one, gone at the end.
draw_progress() {
  local title=$1 start=$SECONDS done=0 total=1 what="" stepped=0 elapsed next_done next_total next_what
  while true; do
    if IFS=' ' read -r -t 1 next_done next_total next_what; then
      done=$next_done total=$next_total what=$next_what stepped=$((SECONDS - start))
    elif [ $? -le 128 ]; then
      break
    fi
    elapsed=$((SECONDS - start))
    [ "$elapsed" -lt 2 ] || draw_bar
  done
  elapsed=$((SECONDS - start))
  [ "$elapsed" -lt 2 ] || printf '\r\033[Kmaglev: %s: ended after %s\n' "$title" "$(seconds_text "$elapsed")" >&2
}

# draw_bar: one line of the terminal, cut to its width, out of the variables of draw_progress.
draw_bar() {
  local width=24 filled left="" columns line seconds
  filled=$((done * width / total))
  if [ "$done" -gt 0 ]; then
    # As it went until the last step, less what has passed since.
    seconds=$((stepped * (total - done) / done - (elapsed - stepped)))
    [ "$seconds" -lt 1 ] || left=", about $(seconds_text "$seconds") left"
  fi
  columns=$(stty size <&2 2>/dev/null)
  columns=${columns##* }
  line=$(printf '%s [%-*s] %d%%%s %s' "$title" "$width" "$(printf '%*s' "$filled" '' | tr ' ' '=')" $((done * 100 / total)) "$left" "$what")
  [ "${columns:-0}" -gt 20 ] || columns=80
  printf '\r\033[K%s' "${line:0:$((columns - 1))}" >&2
}

# seconds_text SECONDS: 42 s, 3 min 5 s.
seconds_text() {
  if [ "$1" -lt 60 ]; then
    echo "$1 s"
  else
    echo "$(($1 / 60)) min $(($1 % 60)) s"
  fi
}
