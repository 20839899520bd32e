// What TLS's matchers make of the facts that the engine tells.
#include "protocol/tls/module.hpp"

#include <gtest/gtest.h>

#include "engine/match.hpp"

namespace assay::protocol::tls {
namespace {
namespace module_test {

using language::Element;
using language::Item;

Item item(const std::string& kind, const std::map<std::string, std::string>& fields) {
  Item made;
  made.kind = kind;
  for (const auto& [name, value] : fields) made.fields.push_back({name, value, 0, 0});
  return made;
}

bool matches(const std::string& name, const std::map<std::string, std::string>& attributes, const Item& what) {
  language::Vocabulary vocabulary;
  register_module(vocabulary);
  return engine::matches(vocabulary, Element{name, attributes, "", {}, {}}, what, {});
}

Item hello(const std::string& weak) {
  return item("tls.client-hello", {{"weak", weak},
                                   {"versions", "TLSv1.3 TLSv1.2"},
                                   {"suites", "TLS_AES_128_GCM_SHA256 TLS_FALLBACK_SCSV"},
                                   {"server-name", "store.example"}});
}

}  // namespace module_test

using namespace module_test;

TEST(TlsModule, AHelloIsMatchedByWhatItOffers) {
  const char* name = "tls:received-client-hello";
  EXPECT_TRUE(matches(name, {}, hello("null")));
  EXPECT_TRUE(matches(name, {{"weak", ""}}, hello("")));
  EXPECT_FALSE(matches(name, {{"weak", ""}}, hello("null export")));
  EXPECT_TRUE(matches(name, {{"offers-weak", "export"}}, hello("null export")));
  EXPECT_FALSE(matches(name, {{"offers-weak", "anonymous"}}, hello("null export")));
  EXPECT_TRUE(matches(name, {{"lacks-weak", "anonymous"}}, hello("null export")));
  EXPECT_TRUE(matches(name, {{"version", "TLSv1.2"}, {"lacks-version", "TLSv1.1"}}, hello("")));
  EXPECT_FALSE(matches(name, {{"version", "TLSv1"}}, hello("")));
  EXPECT_TRUE(matches(name, {{"suite", "TLS_FALLBACK_SCSV"}}, hello("")));
  EXPECT_FALSE(matches(name, {{"lacks-suite", "TLS_FALLBACK_SCSV"}}, hello("")));
  EXPECT_FALSE(matches(name, {{"server-name", "other.example"}}, hello("")));
}

TEST(TlsModule, AHandshakeIsMatchedByItsResumption) {
  const auto stands = item("tls.established", {{"resumed", "yes"}, {"null-encryption", "no"}, {"version", "TLSv1.2"}});
  EXPECT_TRUE(matches("tls:established", {{"resumed", "yes"}, {"null-encryption", "no"}}, stands));
  EXPECT_FALSE(matches("tls:established", {{"resumed", "no"}}, stands));
  EXPECT_FALSE(matches("tls:established", {{"null-encryption", "yes"}}, stands));
}

TEST(TlsModule, BothRolesAreStartedByAnAction) {
  language::Vocabulary vocabulary;
  register_module(vocabulary);
  EXPECT_EQ(vocabulary.actions.at("tls:start").required, std::vector<std::string>{"certificate"});
  EXPECT_EQ(vocabulary.actions.at("tls:accept").required, std::vector<std::string>{"certificate"});
  EXPECT_FALSE(vocabulary.facts.at("tls.client-hello").ends_channel);
}

}  // namespace
}  // namespace assay::protocol::tls
