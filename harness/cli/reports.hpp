// Calls the Python package that turns results.json into reports.
#pragma once

#include <string>

#include "cli/commands.hpp"

namespace assay::cli {

// report.html and junit.xml in DIR. False if it failed; it printed why.
bool make_reports(const Place& place, const std::string& directory);
bool make_proforma(const Place& place, const std::string& profile_path, const std::string& out);

}  // namespace assay::cli
