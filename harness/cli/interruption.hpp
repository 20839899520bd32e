// Ctrl-C and SIGTERM as a question that a run can ask between two cases, so that it cleans up.
#pragma once

namespace assay::cli {

// While one lives, SIGINT and SIGTERM only set a mark; a second one ends the program at once.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  static bool requested();
};

}  // namespace assay::cli
