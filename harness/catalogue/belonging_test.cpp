// Tests of rows that lie in the field of another: they are selected with it; and of what an endpoint holds.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "catalogue/catalogue.hpp"

namespace assay::catalogue {
namespace belonging_tests {

using Texts = std::vector<std::string>;

Requirement row(const std::string& id, const std::string& belongs_to = {}, const std::string& part_of = {}) {
  Requirement made;
  made.id = id;
  made.clause = id.substr(0, id.find('/')) + ".1";
  made.key = "key-" + id.substr(id.find('/') + 1);
  made.belongs_to = belongs_to;
  made.part_of = part_of;
  return made;
}

Texts chosen(const std::string& selector) {
  Rows rows;
  rows.requirements = {row("AD-4/field"), row("RFC-5/option", "AD-4/field"), row("RFC-6/part", "", "AD-4/field"),
                       row("RFC-7/other"), row("RFC-8/lost", "AD-4/gone")};
  const Catalogue catalogue(std::move(rows));
  Texts out;
  for (const auto* one : catalogue.select(selector)) out.push_back(one->id);
  return out;
}

TEST(Belonging, AnOptionIsSelectedWithTheRowInWhoseFieldItLies) {
  const Texts field{"AD-4/field", "RFC-5/option", "RFC-6/part"};
  for (const char* selector : {"AD-4/field", "AD-4", "key-field", "AD-4.1"})
    EXPECT_EQ(chosen(selector), field) << selector;
}

TEST(Belonging, AnOptionByItselfSelectsNothingElse) {
  for (const char* selector : {"RFC-5/option", "RFC-5", "key-option", "RFC-5.1"})
    EXPECT_EQ(chosen(selector), Texts{"RFC-5/option"}) << selector;
  EXPECT_EQ(chosen("RFC-7"), Texts{"RFC-7/other"});
}

TEST(Belonging, WhatNoRowNamesSelectsNothing) {
  EXPECT_EQ(chosen(""), Texts{});
  EXPECT_EQ(chosen("AD-4/gone"), Texts{}) << "a row that is not there has no field";
}

const Catalogue& real() {
  static const auto catalogue = load(std::string(ASSAY_ROOT) + "/specs");
  if (!catalogue) throw std::runtime_error(to_text(catalogue.error()));
  return *catalogue;
}

TEST(Belonging, TheSpecsNameTheFieldsOfTheirOptions) {
  std::size_t options = 0;
  for (const auto& one : real().requirements()) {
    if (one.belongs_to.empty()) continue;
    ++options;
    const auto all = real().select(one.belongs_to);
    EXPECT_EQ(std::count(all.begin(), all.end(), &one), 1) << one.id << " is not selected with " << one.belongs_to;
  }
  EXPECT_GT(options, 0U);
}

TEST(Holding, EndpointsOfTheCoreHoldTheAccountsAndOthersNothing) {
  for (const char* transport : {"udp", "tcp", "tls"}) {
    const auto* question = real().ixit_question(std::string("endpoint.sip-") + transport);
    ASSERT_NE(question, nullptr) << transport;
    EXPECT_EQ(question->holds, "accounts") << transport;
  }
  ASSERT_NE(real().ixit_question("endpoint.imap"), nullptr);
  EXPECT_EQ(real().ixit_question("endpoint.imap")->holds, "");
}

}  // namespace belonging_tests
}  // namespace assay::catalogue
