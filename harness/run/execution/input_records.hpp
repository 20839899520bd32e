// The records that stand before the first action of a trace: what the fold starts from.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/fold.hpp"
#include "run/execution/plan.hpp"
#include "trace/record.hpp"

namespace assay::run {

// `facts` go into the first of them: versions, hashes.
std::vector<trace::Record> input_records(const Execution& execution, int revision, const engine::Context& context,
                                         const std::map<std::string, std::string>& facts);

}  // namespace assay::run
