// The copy of its inputs that a run keeps (DIR/inputs), so that it can be judged without the tree.
#pragma once

#include <string>

#include "run/lab/profile.hpp"
#include "run/suite/bench.hpp"

namespace assay::run {

// testcases/ and the profile, as they are now. The profile holds passwords: owner only.
Result<void> store_inputs(const std::string& directory, const Bench& bench, const Profile& profile);
// The folder of the stored profile, as load_profile() takes it; of the stored cases, as read_suite() does.
std::string stored_profile(const std::string& directory);
std::string stored_testcases(const std::string& directory);

}  // namespace assay::run
