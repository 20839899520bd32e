// The commands of the program, one function each; each returns the exit code.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace assay::cli {

// What every command gets: where the suite is, and where the built programs are.
struct Place {
  std::string root;
  std::string programs;
};

struct RunArguments {
  std::string profile{"reference"};
  std::vector<std::string> selectors;
  std::string out;
  std::string op;
  std::string seed;
  std::size_t workers{0};  // 0: as many as the machine gives
  bool known{false};
  bool skip_check{false};
};

int run_command(const Place& place, const RunArguments& arguments);
int check_command(const Place& place, const std::string& profile);
int provision_command(const Place& place, const std::string& profile);
int judge_command(const Place& place, const std::string& directory);
int report_command(const Place& place, const std::string& directory);
int proforma_command(const Place& place, const std::string& profile, const std::string& out);
int list_command(const Place& place, bool planned);
int explain_command(const Place& place, const std::string& case_id);
int lint_command(const Place& place);
int prove_command(const Place& place, const std::vector<std::string>& selectors, std::size_t workers);

}  // namespace assay::cli
