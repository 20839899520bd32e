// Between fork and exec a child holds every socket of this process, those that another thread closes meanwhile
// too: a port is not free then, although nobody here has it any more.
#pragma once

#include <mutex>

namespace assay::net {

// While it is held, no child of this process stands between fork and having closed what it inherited. Held for as
// long as it takes to bind a port that may have been in use here a moment ago.
inline std::unique_lock<std::mutex> no_heir() {
  static std::mutex heirs;
  return std::unique_lock(heirs);
}

}  // namespace assay::net
