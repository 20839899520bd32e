// Catching the signals that end a run early.
#include "cli/interruption.hpp"

#include <csignal>

namespace assay::cli {
namespace {

// What a signal handler may touch has to live here.
volatile std::sig_atomic_t interrupted = 0;

void on_signal(int number) {
  if (interrupted != 0) {
    std::signal(number, SIG_DFL);
    std::raise(number);
  }
  interrupted = 1;
}

}  // namespace

Interruption::Interruption() {
  interrupted = 0;
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
}

Interruption::~Interruption() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool Interruption::requested() { return interrupted != 0; }

}  // namespace assay::cli
