// The proof of the suite, and that a suite with a flaw is not taken for proven.
#include "prove/prove.hpp"

#include <gtest/gtest.h>

#include "run/degenerate_trial_test.hpp"

namespace assay::prove {
namespace {
namespace proof {

using run::degenerate::Folder;
using run::degenerate::replace_all;
using run::degenerate::required;

// The parts of the tree that a proof reads, to be altered.
struct Tree {
  Folder folder;
  Tree() {
    namespace fs = std::filesystem;
    const std::string root = ASSAY_ROOT;
    const auto all = fs::copy_options::recursive;
    fs::create_directories(folder.path + "/fixtures/iuts/reference");
    fs::copy(root + "/specs", folder.path + "/specs", all);
    fs::copy(root + "/testcases", folder.path + "/testcases", all);
    for (const auto& entry : fs::directory_iterator(root + "/fixtures"))
      if (entry.is_regular_file()) fs::copy(entry.path(), folder.path + "/fixtures");
    if (fs::exists(root + "/fixtures/schema"))
      fs::copy(root + "/fixtures/schema", folder.path + "/fixtures/schema", all);
    fs::copy(root + "/fixtures/iuts/reference/profile.xml", folder.path + "/fixtures/iuts/reference/profile.xml");
  }

  // Replaces the first `from` behind `anchor`.
  void alter(const std::string& file, const std::string& anchor, const std::string& from, const std::string& to) {
    const std::string path = folder.path + "/" + file;
    std::string text = required(run::read_file(path));
    const auto begin = text.find(anchor);
    const auto at = begin == std::string::npos ? begin : text.find(from, begin);
    if (at == std::string::npos)
      throw std::runtime_error("there is no '" + from + "' behind '" + anchor + "' in " + file);
    text.replace(at, from.size(), to);
    if (!run::write_file(path, text, 0600)) throw std::runtime_error("cannot write " + path);
  }

  // Enough for a flaw of one file; what the proof says of the defects that others kill is not asked then.
  void keep_only(const std::string& file) const {
    namespace fs = std::filesystem;
    for (const char* plane : {"message-store-client", "sip-core", "conversation-server", "cpm-client"})
      fs::remove_all(folder.path + "/testcases/" + plane);
    std::vector<fs::path> others;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path + "/testcases/message-store"))
      if (entry.is_regular_file() && entry.path().filename() != file) others.push_back(entry.path());
    for (const auto& other : others) fs::remove(other);
  }
  void keep_passwords_only() const { keep_only("client-password.xml"); }

  Proof prove_it(const std::vector<std::string>& selectors = {}, std::size_t workers = 0) const {
    auto bench = required(run::load_bench(folder.path, cli::full_vocabulary()));
    const Folder scratch;
    return required(prove(std::move(bench), {selectors, scratch.path, {}, workers}));
  }
};

std::string all(const std::vector<std::string>& complaints) {
  std::string text;
  for (const auto& complaint : complaints) text += complaint + "\n";
  return text;
}

void expect_complaint(const Proof& made, const std::string& part) {
  EXPECT_NE(all(made.complaints).find(part), std::string::npos) << "no complaint says '" << part << "':\n"
                                                                << all(made.complaints);
}

constexpr const char* kPasswords = "testcases/message-store/client-password.xml";
constexpr const char* kNegative = "message-store/client-password/rejects-wrong-password";

}  // namespace proof
}  // namespace

TEST(Prove, the_suite_is_proven) {
  const auto made = proof::Tree().prove_it();
  EXPECT_TRUE(made.complaints.empty()) << proof::all(made.complaints);
  EXPECT_FALSE(made.kills.empty());
  EXPECT_GT(made.executed, 0u);
}

TEST(Prove, any_number_of_workers_proves_the_same_in_the_same_order) {
  proof::Tree tree;
  tree.keep_passwords_only();
  const auto one = tree.prove_it({}, 1), four = tree.prove_it({}, 4);
  EXPECT_EQ(four.complaints, one.complaints);
  EXPECT_EQ(four.executed, one.executed);
  EXPECT_EQ(four.skipped, one.skipped);
  ASSERT_EQ(four.kills.size(), one.kills.size());
  for (std::size_t i = 0; i < one.kills.size(); ++i) {
    EXPECT_EQ(four.kills[i].case_id, one.kills[i].case_id);
    EXPECT_EQ(four.kills[i].defect, one.kills[i].defect);
    EXPECT_EQ(four.kills[i].requirement, one.kills[i].requirement);
  }
}

TEST(Prove, a_kill_that_is_none_is_told) {
  proof::Tree tree;
  tree.alter(proof::kPasswords, "id=\"rejects-wrong-password\"", "mss.accepts-any-password",
             "mss.lets-in-after-repeated-failures");
  const auto made = tree.prove_it({proof::kNegative, "mss.lets-in-after-repeated-failures"});
  proof::expect_complaint(made, std::string("no kill: ") + proof::kNegative + " against mss.lets-in-after-repeated-failures");
}

TEST(Prove, a_case_that_accepts_everything_is_told) {
  proof::Tree tree;
  tree.keep_passwords_only();
  tree.alter(proof::kPasswords, "id=\"rejects-wrong-password\"", "<imap:tagged status=\"NO BAD\"/>",
             "<imap:tagged status=\"OK NO BAD\"/>");
  tree.alter(proof::kPasswords, "id=\"rejects-wrong-password\"",
             "<then><call procedure=\"nothing-is-reached\" actor=\"client\"/></then>", "");
  const auto made = tree.prove_it();
  proof::expect_complaint(made, std::string("no kill: ") + proof::kNegative + " against mss.accepts-any-password");
  proof::expect_complaint(made, std::string(proof::kNegative) + " kills no defect");
  proof::expect_complaint(made, "nothing kills mss.logs-in-despite-refusal");
}

TEST(Prove, a_defect_that_nothing_kills_is_told) {
  proof::Tree tree;
  tree.keep_passwords_only();
  tree.alter(proof::kPasswords, "id=\"rejects-wrong-password\"", "<kills defect=\"mss.logs-in-despite-refusal\"/>", "");
  proof::expect_complaint(tree.prove_it(), "nothing kills mss.logs-in-despite-refusal");
}

TEST(Prove, a_fail_of_a_requirement_that_the_defect_leaves_whole_is_a_false_alarm) {
  proof::Tree tree;
  tree.alter("fixtures/defects.xml", "id=\"mss.hides-login-disabled\"", "SD-5.1.3.4/imap/login-disabled",
             "SD-5.1.3.4/client-address");
  const auto made = tree.prove_it({"mss.hides-login-disabled"});
  proof::expect_complaint(made, "false alarm: mss.hides-login-disabled does not break SD-5.1.3.4/imap/login-disabled");
  proof::expect_complaint(made, "does not kill mss.hides-login-disabled by a requirement that it breaks");
}

// Where the profile of the reference requires TLS nothing is served in clear, and a case on that would be proven by nothing.
TEST(Prove, a_case_that_does_not_apply_is_proven_in_the_setting_to_which_it_does) {
  const std::string in_clear = "message-store/rights/in-clear/of-another/message", defect = "mss.acl-ignored-in-clear";
  proof::Tree tree;
  tree.keep_only("in-clear.xml");
  const auto killed = [&] {
    const auto kills = tree.prove_it({defect}).kills;
    return std::any_of(kills.begin(), kills.end(), [&](const Pair& pair) { return pair.case_id == in_clear; });
  };
  EXPECT_TRUE(killed());
  tree.alter("fixtures/defects.xml", "id=\"mss.takes-clear-logins\"", "value=\"allow\"", "value=\"require\"");
  EXPECT_FALSE(killed());
}

TEST(Prove, a_case_that_fails_the_right_reference_in_a_setting_is_told) {
  proof::Tree tree;
  const std::string negative = "message-store/transport-policy/rejects-login-in-clear";
  tree.keep_only("transport-policy.xml");
  tree.alter("testcases/message-store/transport-policy.xml", "id=\"rejects-login-in-clear\"", "policy.tls.require and policy.prevails", "mss");
  proof::expect_complaint(tree.prove_it({negative, "mss.accepts-clear-login"}),
                          "on the correct reference as mss.takes-clear-logins sets it up " + negative + " is fail");
}

// The same product, for the moment, as if a clause allowed what it does.
TEST(Prove, a_fail_of_what_a_clause_allows_is_a_false_alarm) {
  proof::Tree tree;
  const std::string defects = "fixtures/defects.xml", id = "id=\"mss.hides-login-disabled\"";
  tree.alter(defects, "<defect id=\"mss.hides-login-disabled\"", "<defect", "<variant");
  tree.alter(defects, id, "breaks=\"SD-5.1.3.4/imap SD-5.1.3.4/imap/login-disabled\"", "");
  tree.alter(defects, id, "</defect>", "<allowed>RFC 3501, 6.2.3</allowed></variant>");
  const auto made = tree.prove_it({"mss.hides-login-disabled"});
  proof::expect_complaint(made, "false alarm: mss.hides-login-disabled is allowed by RFC 3501, 6.2.3, but ");
  EXPECT_EQ(made.executed, 0u);
  EXPECT_GT(made.variants, 0u);
}

// Left open by the case's own word it is no complaint where the case lists another defect, and one where it lists this.
TEST(Prove, what_a_case_leaves_open_is_told_where_it_says_that_it_kills) {
  proof::Tree tree;
  tree.keep_passwords_only();
  tree.alter(proof::kPasswords, "id=\"rejects-wrong-password\"", "<expect outcome=\"conform\">",
             "<expect outcome=\"conform\"><imap:tagged status=\"OK\" outcome=\"inconclusive\" because=\"it is open\"/>");
  const std::string what = std::string(proof::kNegative) + " against mss.accepts-any-password is inconclusive";
  proof::expect_complaint(tree.prove_it({proof::kNegative, "mss.accepts-any-password"}), "no kill: " + what);
  tree.alter(proof::kPasswords, "id=\"rejects-wrong-password\"", "<kills defect=\"mss.accepts-any-password\"/>", "");
  const auto made = tree.prove_it({proof::kNegative, "mss.accepts-any-password"});
  EXPECT_EQ(proof::all(made.complaints), "");
}

}  // namespace assay::prove
