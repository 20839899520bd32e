// Is the IXIT right? Endpoints, credentials, resources, trust anchors, clock. Never a verdict on the IUT.
#pragma once

#include <vector>

#include "run/execution/site.hpp"

namespace assay::run {

struct CheckLine;

// Runs every applicable check case; its traces go to the site's scratch folder.
Result<std::vector<CheckLine>> preflight(const Bench& bench, const Profile& profile, Site& site, const std::string& seed);

}  // namespace assay::run
