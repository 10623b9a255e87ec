#!/bin/sh
# usage: run.sh [SEED…]   makes a month for every seed and compares leadclerk with the oracle, plainly and with late mails.
# LEADCLERK (build/leadclerk), ORACLE_SIZE ("--reps 4 --mails 200 --rows 3500"), ORACLE_WORK (a temporary folder),
# ORACLE_LATE=no leaves the late part out.
here=$(cd "$(dirname "$0")" && pwd)
exe=${LEADCLERK:-$here/../../build/leadclerk}
size=${ORACLE_SIZE:---reps 4 --mails 200 --rows 3500}
work=${ORACLE_WORK:-$(mktemp -d /tmp/lc-oracle.XXXXXX)}
[ $# -gt 0 ] || set -- 1 2 3
passed=0 failed=0
count() { if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi; }
for seed in "$@"; do
    # shellcheck disable=SC2086
    /usr/bin/python3 "$here/genmonth.py" --seed "$seed" --out "$work/$seed" $size || { failed=$((failed + 1)); continue; }
    count /usr/bin/python3 "$here/compare.py" --leadclerk "$exe" "$work/$seed"
    [ "${ORACLE_LATE:-yes}" = no ] || count /usr/bin/python3 "$here/compare.py" --leadclerk "$exe" --late "$work/$seed"
done
[ -n "${ORACLE_WORK:-}" ] || { [ "$failed" -gt 0 ] && echo "months left in $work"; [ "$failed" -gt 0 ] || rm -rf "$work"; }
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
