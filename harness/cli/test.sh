# The project's own tests, sourced by the entry script: every stage runs, each says passed or failed.
passed=0
failed=0

# stage NAME COMMAND...: its output is shown only if it fails.
stage() {
  local name=$1 log begin
  shift
  log=$(mktemp)
  begin=$(date +%s)
  if "$@" >"$log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    printf 'ok      %-46s %4d s\n' "$name" $(($(date +%s) - begin))
  else
    failed=$((failed + 1))
    printf 'FAILED  %-46s %4d s\n' "$name" $(($(date +%s) - begin))
    grep -v '^\[ *\(RUN\|OK\) ' "$log" | tail -n 80
  fi
  rm -f "$log"
}

# unit_tests PRESET [FILTER]: the test binary in parts beside each other, more than there are cores as many tests wait
# for what has to be silent; failure if one of them ran nothing.
unit_tests() {
  local part parts=4 code=0 log pids=()
  for ((part = 0; part < parts; part++)); do
    GTEST_TOTAL_SHARDS=$parts GTEST_SHARD_INDEX=$part "$root/build/$1/assay-tests" --gtest_shuffle --gtest_filter="${2:-*}" \
      >"$scratch/$1-$part.log" 2>&1 &
    pids+=($!)
  done
  for ((part = 0; part < parts; part++)); do
    log=$scratch/$1-$part.log
    wait "${pids[$part]}" || { code=1; grep -E '^\[  FAILED|Failure|ERROR: AddressSanitizer|runtime error' "$log" | head -n 60; tail -n 60 "$log"; }
    grep -q '^\[  PASSED  \] [1-9]' "$log" || code=1
  done
  return $code
}

# Two runs with the same seed end with the same verdicts and exit code 0.
conforms() { "$root/build/release/assay" --root "$root" run "$@"; }

# A product that is set up wrongly ends with nonconformity.
is_caught() {
  "$root/build/release/assay" --root "$root" run "$@"
  [ $? = 1 ]
}

# Runs that are held are judged again: each verdict is the one that was held, or the case says why it needs a rerun.
held_runs() {
  local archive name code=0
  for archive in "$root"/fixtures/runs/*.tar.gz; do
    name=$(basename "$archive" .tar.gz)
    mkdir "$scratch/held-$name" && tar -C "$scratch/held-$name" -xzf "$archive" || return 1
    "$root/build/release/assay" --root "$root" judge "$scratch/held-$name" >"$scratch/held-$name.txt" 2>&1
    [ $? != 4 ] || { cat "$scratch/held-$name.txt"; return 1; }
    awk -v held="$root/fixtures/runs/$name.tsv" '
      BEGIN { FS = "\t"; while ((getline < held) > 0) { verdict[$1] = $2; left[$1] = 1 } FS = " " }
      $2 == "rerun" { delete left[$1]; next }
      $2 == "same:" || $2 == "changed:" {
        now = $2 == "same:" ? $3 : $5; sub(/:$/, "", now)
        if (($1 in verdict) && verdict[$1] != now) { print $1 ": held " verdict[$1] ", now " now; wrong = 1 }
        delete left[$1]
      }
      END { for (id in left) { print id ": held, and judged no more"; wrong = 1 } exit wrong }' "$scratch/held-$name.txt" || code=1
  done
  return $code
}

# What `assay prove` shows is not shown a second time by the unit tests.
beside_prove='-Prove.the_suite_is_proven'

# No complaint, and not because nothing ran.
proves() {
  "$root/build/release/assay" --root "$root" prove >"$scratch/proof.txt" || { grep '^WRONG' "$scratch/proof.txt"; tail -n 1 "$scratch/proof.txt"; return 1; }
  grep -q '^killed ' "$scratch/proof.txt" && grep -q '^[1-9][0-9]* pairs of case and defect ran' "$scratch/proof.txt"
}

# Under sanitizers the tests that run the whole suite several times take minutes each: one run of it stands for them.
beside_whole_runs='-Prove.*:SideBySide.*:Repetition.*:JudgeBeside.*'

# Three workers, so that cases do stand beside each other.
sanitized_run() { "$root/build/$1/assay" --root "$root" run reference --workers 3 --out "$scratch/$1"; }

# The products' runs wait for timers much of the time: this build takes what they leave of the machine.
begin_build() {
  (renice -n 19 "$BASHPID" >/dev/null; build "$1" all) >"$scratch/build-$1.log" 2>&1 </dev/null &
  builder=$!
}
await_build() {
  wait "$builder" || { cat "$scratch/build-$1.log"; return 1; }
}

fuzz() {
  for target in "$root"/build/fuzz/*_fuzz; do
    "$target" -max_total_time=30 -verbosity=0 || return 1
  done
}

run_tests() {
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  stage "build, g++ release" build_quietly release all
  stage "unit tests, g++ release" unit_tests release "$beside_prove"
  stage "cases and specifications hold (lint)" "$root/build/release/assay" --root "$root" lint
  stage "every case can fail (prove)" proves
  stage "run against the reference" conforms reference --out "$scratch/reference"
  begin_build sanitize
  # One unit at a time: its sessions disturb each other where they make and delete folders below one parent.
  stage "run against dovecot, known findings" conforms dovecot --known --workers 1 --out "$scratch/dovecot"
  for iut in curl mbsync fetchmail kamailio kamailio-sha256 baresip; do
    stage "run against $iut, known findings" conforms "$iut" --known --out "$scratch/$iut"
  done
  stage "a client that only tries TLS is caught" is_caught curl-try-tls message-store-client/starttls --out "$scratch/curl-try-tls"
  stage "a core that asks nobody who sends is caught" is_caught kamailio-open-message sip-core/service-access --out "$scratch/kamailio-open-message"
  stage "held runs are judged as they were" held_runs
  stage "reports" env PYTHONPATH="$root/reports" /usr/bin/python3 -B -m unittest discover -s "$root/reports/tests"
  stage "build, clang with sanitizers" await_build sanitize
  stage "unit tests, clang with sanitizers" unit_tests sanitize "$beside_whole_runs"
  stage "run against the reference, with sanitizers" sanitized_run sanitize
  if [ "${1:-}" = --all ]; then
    stage "build, g++ with sanitizers" build_quietly sanitize-gcc all
    stage "unit tests, g++ with sanitizers" unit_tests sanitize-gcc "$beside_whole_runs"
    stage "run against the reference, g++ with sanitizers" sanitized_run sanitize-gcc
    stage "build, fuzz targets" build_quietly fuzz all
    stage "fuzz targets, 30 s each" fuzz
  fi
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}

# build() ends the shell on failure; here a failed stage must not.
build_quietly() { (build "$@"); }
