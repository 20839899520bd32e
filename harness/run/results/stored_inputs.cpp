// Copying the inputs of a run.
#include "run/results/stored_inputs.hpp"

#include <filesystem>

#include "base/file.hpp"

namespace assay::run {
namespace fs = std::filesystem;

Result<void> store_inputs(const std::string& directory, const Bench& bench, const Profile& profile) {
  std::error_code failed;
  fs::create_directories(stored_profile(directory), failed);
  fs::permissions(directory + "/inputs", fs::perms::owner_all, failed);
  fs::copy(bench.root + "/testcases", stored_testcases(directory), fs::copy_options::recursive, failed);
  if (failed) return failure("cannot copy the cases to " + directory + ": " + failed.message());
  auto written = write_file(stored_profile(directory) + "/profile.xml", profile.text, 0600);
  if (!written) return written;
  const auto findings = read_file(profile.directory + "/findings.xml");
  if (findings) return write_file(stored_profile(directory) + "/findings.xml", *findings, 0644);
  return {};
}

std::string stored_profile(const std::string& directory) { return directory + "/inputs/profile"; }
std::string stored_testcases(const std::string& directory) { return directory + "/inputs/testcases"; }

}  // namespace assay::run
