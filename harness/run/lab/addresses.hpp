// Are the addresses of the IXIT those of this host, where the suite is to stand or to come from?
#pragma once

#include <string>
#include <vector>

#include "run/lab/profile.hpp"

namespace assay::run {

// Of the answer to source.address, the first address that can reach `host`, both numeric; empty if none was given.
// A list whose addresses are all of the other family gives its first one.
std::string source_for(const Profile& profile, const std::string& host);

// What makes a run impossible on this host, each with its place in the profile: a host without an address, an address
// of the suite that this host has not, a source of another family than what it is to reach. Blocks to resolve names.
std::vector<Error> wrong_addresses(const Profile& profile);

}  // namespace assay::run
