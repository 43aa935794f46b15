# shellcheck shell=bash
# How the tests, the bench and the demo build a package that uses Telnum. Sourced, never run.

# consume NAME PACKAGE OPTION…: builds it in target/consumers/swift/NAME; BUILT are the options to run it by.
consume() {
  local scratch=target/consumers/swift/$1
  BUILT=(--package-path "$2" --scratch-path "$scratch" "${@:3}")
  # A plan made earlier does not see which files Telnum has gained or lost since.
  rm -f "$scratch"/*.yaml
  step 900 "Swift: build the $1" tools/swift build "${BUILT[@]}"
}
