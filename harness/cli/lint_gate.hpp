// The suite loaded and linted, or the errors printed: no command works on a suite that does not hold.
#pragma once

#include <optional>

#include "cli/commands.hpp"
#include "run/suite/bench.hpp"

namespace assay::cli {

std::optional<run::Bench> linted_bench(const Place& place);

}  // namespace assay::cli
