// Tests of the building itself: floors, cycles, protocols' names below the protocol floor, sizes, first lines.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace assay {
namespace architecture_tests {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;                  // path as others include it -> text
using Graph = std::map<std::string, std::set<std::string>>;        // what includes what

const std::vector<std::string> kFloors{"base",      "trace",    "codec",  "crypto",   "tls", "net",
                                       "catalogue", "language", "engine", "protocol", "run", "prove", "cli"};
// The reference implementation stands on these and nothing above.
const std::set<std::string> kBelowReference{"base", "trace", "codec", "crypto", "tls", "net"};
constexpr std::size_t kDeepest = 8;
constexpr std::size_t kLongestFile = 500;
const std::string kReference = "reference";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void collect(const std::string& root, const std::string& below, Files& files) {
  for (const auto& entry : fs::recursive_directory_iterator(root + "/" + below)) {
    const auto extension = entry.path().extension();
    if (extension == ".hpp" || extension == ".cpp") files[fs::relative(entry.path(), root).string()] = read(entry.path());
  }
}

const Files& all_files() {
  static const Files files = [] {
    Files found;
    collect(std::string(ASSAY_ROOT) + "/harness", "", found);
    collect(std::string(ASSAY_ROOT) + "/fixtures", kReference, found);
    return found;
  }();
  return files;
}

bool is_named_test(const std::string& path) {
  return path.find("_test.") != std::string::npos || path.find("_fuzz.") != std::string::npos;
}
std::string floor_of(const std::string& path) { return path.substr(0, path.find('/')); }
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

long rank(const std::string& floor) {
  return std::find(kFloors.begin(), kFloors.end(), floor) - kFloors.begin();
}

// The files of our own that a file includes.
std::set<std::string> includes_of(const std::string& text) {
  static const std::regex line("(?:^|\\n)#include \"([^\"]+)\"");
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), line), end; at != end; ++at) out.insert((*at)[1]);
  return out;
}

// Headers that tests include and nothing else does belong to the tests, however they are named.
std::set<std::string> find_tests(const Files& files) {
  std::set<std::string> tests;
  for (const auto& [path, text] : files)
    if (is_named_test(path)) tests.insert(path);
  for (bool grew = true; grew;) {
    grew = false;
    std::set<std::string> by_tests, by_others;
    for (const auto& [path, text] : files)
      for (const auto& to : includes_of(text)) (tests.count(path) ? by_tests : by_others).insert(to);
    for (const auto& to : by_tests) grew = (by_others.count(to) == 0 && tests.insert(to).second) || grew;
  }
  return tests;
}

bool is_test(const std::string& path) {
  static const auto tests = find_tests(all_files());
  return tests.count(path) > 0;
}

// An include that the floors do not allow; empty if it is allowed.
std::string wrong_include(const std::string& from, const std::string& to) {
  const auto upper = floor_of(from);
  const auto lower = floor_of(to);
  const bool reference_side = upper == kReference;
  if (lower == kReference) return reference_side || rank(upper) >= rank("prove") ? "" : from + " includes the reference";
  if (reference_side) return kBelowReference.count(lower) ? "" : from + " includes " + to;
  return rank(upper) >= rank(lower) ? "" : from + " includes upwards: " + to;
}

// The folders of what is delivered; a main.cpp stands on all of its program and under nothing.
Graph folders_graph(const Graph& files) {
  Graph folders;
  for (const auto& [path, includes] : files) {
    if (fs::path(path).filename() == "main.cpp") continue;
    for (const auto& to : includes)
      if (folder_of(to) != folder_of(path)) folders[folder_of(path)].insert(folder_of(to));
  }
  return folders;
}

// A path that comes back to where it began; empty if there is none.
std::vector<std::string> cycle_in(const Graph& graph) {
  std::set<std::string> done;
  std::vector<std::string> path, found;
  std::function<void(const std::string&)> visit = [&](const std::string& node) {
    const auto again = std::find(path.begin(), path.end(), node);
    if (again != path.end()) found.assign(again, path.end());
    if (!found.empty() || done.count(node) || again != path.end()) return;
    path.push_back(node);
    if (graph.count(node))
      for (const auto& next : graph.at(node)) visit(next);
    path.pop_back();
    done.insert(node);
  };
  for (const auto& [node, next] : graph) visit(node);
  return found;
}

// How many files stand under one another, at most. The graph has no cycle.
std::size_t depth_of(const std::string& file, const Graph& graph, std::map<std::string, std::size_t>& known) {
  if (known.count(file)) return known[file];
  std::size_t deepest = 0;
  if (graph.count(file))
    for (const auto& next : graph.at(file)) deepest = std::max(deepest, depth_of(next, graph, known));
  return known[file] = deepest + 1;
}

Graph files_graph() {
  Graph graph;
  for (const auto& [path, text] : all_files())
    if (!is_test(path)) graph[path] = includes_of(text);
  return graph;
}

// Whole words; "certificate" and "recall" are no names of protocols, "imaps" is.
std::string protocol_name_in(const std::string& text) {
  static const std::regex name("(^|[^a-z0-9])(imaps?|smtp|sips?|msrps?|d?tls|starttls|sasl|s?rtp|esp|ipsec|ike|aka)([^a-z0-9]|$)",
                               std::regex::icase);
  std::smatch found;
  return std::regex_search(text, found, name) ? found[2].str() : "";
}

std::size_t lines_of(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

// g++ 12 destroys temporaries of such an expression twice or not at all: name the value first.
std::string risky_await_in(const std::string& text) {
  static const std::regex await("co_await\\s[^;]*[{?\\[][^;]*;");
  std::smatch found;
  return std::regex_search(text, found, await) ? found[0].str() : "";
}

TEST(Architecture, NoIncludeGoesUpwards) {
  for (const auto& [path, text] : all_files())
    for (const auto& to : includes_of(text)) {
      ASSERT_TRUE(all_files().count(to)) << path << " includes " << to << ", which is not there";
      // A test may borrow a peer from above; nothing that is delivered may.
      if (!is_test(path)) {
        EXPECT_EQ(wrong_include(path, to), "");
      }
    }
}

TEST(Architecture, FilesAndFoldersHaveNoCycle) {
  EXPECT_EQ(cycle_in(files_graph()), std::vector<std::string>{});
  EXPECT_EQ(cycle_in(folders_graph(files_graph())), std::vector<std::string>{});
}

TEST(Architecture, IncludesAreShallow) {
  const auto graph = files_graph();
  ASSERT_TRUE(cycle_in(graph).empty());
  std::map<std::string, std::size_t> known;
  for (const auto& [path, to] : graph) EXPECT_LE(depth_of(path, graph, known), kDeepest + 1) << path;
}

TEST(Architecture, EngineAndLanguageKnowNoProtocolByName) {
  for (const auto& [path, text] : all_files())
    if (!is_test(path) && (floor_of(path) == "engine" || floor_of(path) == "language")) {
      EXPECT_EQ(protocol_name_in(text), "") << path;
    }
}

TEST(Architecture, FilesAreShortAndSayWhatTheyAre) {
  for (const auto& [path, text] : all_files()) {
    EXPECT_LE(lines_of(text), kLongestFile) << path;
    EXPECT_EQ(text.rfind("// ", 0), 0u) << path << " does not begin with a sentence that says what it is";
  }
}

TEST(Architecture, NoAwaitThatTheCompilerGetsWrong) {
  for (const auto& [path, text] : all_files())
    if (floor_of(path) != "architecture_test.cpp") {
      EXPECT_EQ(risky_await_in(text), "") << path;
    }
}

TEST(Architecture, NoFileIsNamedAfterNothing) {
  for (const auto& [path, text] : all_files())
    for (const char* name : {"common", "util", "utils", "helper", "helpers", "misc"})
      for (const auto& part : fs::path(path)) EXPECT_NE(part.stem().string(), name) << path;
}

// The checks themselves can fail.

TEST(ArchitectureChecks, SeeUpwardIncludes) {
  EXPECT_NE(wrong_include("base/text.hpp", "engine/fold.hpp"), "");
  EXPECT_NE(wrong_include("reference/server.cpp", "language/suite.hpp"), "");
  EXPECT_NE(wrong_include("engine/fold.cpp", "reference/server.hpp"), "");
  EXPECT_EQ(wrong_include("prove/run.cpp", "reference/server.hpp"), "");
  EXPECT_EQ(wrong_include("engine/fold.cpp", "engine/state.hpp"), "");
}

TEST(ArchitectureChecks, TellHeadersOfTestsFromOthers) {
  const Files files{{"a/x.cpp", "#include \"a/x.hpp\"\n"},
                    {"a/x.hpp", ""},
                    {"a/x_test.cpp", "#include \"a/x.hpp\"\n#include \"a/bench.hpp\"\n"},
                    {"a/bench.hpp", "#include \"a/peer.hpp\"\n"},
                    {"a/peer.hpp", ""}};
  EXPECT_EQ(find_tests(files), (std::set<std::string>{"a/x_test.cpp", "a/bench.hpp", "a/peer.hpp"}));
}

TEST(ArchitectureChecks, SeeCyclesAndDepth) {
  EXPECT_EQ(cycle_in({{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}}), (std::vector<std::string>{"b", "c"}));
  EXPECT_TRUE(cycle_in({{"a", {"b", "c"}}, {"b", {"c"}}}).empty());
  std::map<std::string, std::size_t> known;
  EXPECT_EQ(depth_of("a", {{"a", {"b", "c"}}, {"b", {"c"}}}, known), 3u);
}

TEST(ArchitectureChecks, SeeNamesOfProtocolsAndRiskyAwaits) {
  EXPECT_EQ(protocol_name_in("std::map<std::string, tls::Fault>"), "tls");
  EXPECT_EQ(protocol_name_in("if (kind == \"IMAP.tagged\")"), "IMAP");
  EXPECT_EQ(protocol_name_in("a listless gossip takes titles"), "");
  EXPECT_NE(risky_await_in("co_await wait(Options{1});"), "");
  EXPECT_NE(risky_await_in("co_await (a ? b : c);"), "");
  EXPECT_EQ(risky_await_in("co_await wait(options);"), "");
  EXPECT_EQ(includes_of("#include \"a/b.hpp\"\n#include <c>\n#include \"d.hpp\"\n"), (std::set<std::string>{"a/b.hpp", "d.hpp"}));
}

}  // namespace architecture_tests
}  // namespace assay
