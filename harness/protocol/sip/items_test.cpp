// What a SIP message says, as fields: addresses, parties, transactions, identities.
#include "protocol/sip/items.hpp"

#include <gtest/gtest.h>

#include "protocol/sip/exchange_test.hpp"

namespace assay::protocol::sip {
namespace items_tests {

using namespace exchange;

std::string plain(const std::string& uri) { return plain_address(assay::sip::read_uri(uri).value); }

TEST(SipFields, ARequestSaysWhoAsksWhomForWhat) {
  const Item item = item_of(request("MESSAGE", "a", "17"));
  EXPECT_EQ(field(item, "method"), "MESSAGE");
  EXPECT_EQ(field(item, "uri"), "sip:bob@example.org");
  EXPECT_EQ(field(item, "from"), "sip:alice@example.org");
  EXPECT_EQ(field(item, "from-tag"), "from");
  EXPECT_EQ(field(item, "to"), "sip:bob@example.org");
  EXPECT_EQ(field(item, "to-tag"), "-");
  EXPECT_EQ(field(item, "call-id"), "call@a.invalid");
  EXPECT_EQ(field(item, "cseq"), "17");
  EXPECT_EQ(field(item, "transaction"), "z9hG4bKa 17 MESSAGE");
  EXPECT_EQ(field(item, "credentials"), "no");
  EXPECT_EQ(field(item, "code"), "-");
}

TEST(SipFields, AResponseHasItsCodeItsClassAndTheMethodThatItAnswers) {
  const Item item = item_of(response("407 Proxy Authentication Required", "REGISTER", "a", "2", {"Expires: 60"}));
  EXPECT_EQ(field(item, "code"), "407");
  EXPECT_EQ(field(item, "class"), "4xx");
  EXPECT_EQ(field(item, "method"), "REGISTER");
  EXPECT_EQ(field(item, "transaction"), "z9hG4bKa 2 REGISTER");
  EXPECT_EQ(field(item, "to-tag"), "to");
  EXPECT_EQ(field(item, "expires"), "60");
  EXPECT_EQ(field(item, "uri"), "-");
}

TEST(SipFields, AddressesAreComparedWithoutParametersEscapesAndCase) {
  EXPECT_EQ(plain("sip:%61lice@EXAMPLE.org;transport=tcp?x=y"), "sip:alice@example.org");
  EXPECT_EQ(plain("sips:alice:secret@example.org:5061"), "sips:alice@example.org:5061");
  EXPECT_EQ(plain("sip:Alice@example.org"), "sip:Alice@example.org") << "the case of a user counts";
  EXPECT_EQ(plain("sip:[2001:DB8::1]"), "sip:[2001:db8::1]");
  EXPECT_EQ(plain("tel:+15551234;phone-context=x"), "tel:+15551234");
  EXPECT_EQ(plain("example.org"), plain("")) << "without a scheme it is no address";
}

TEST(SipFields, ListsHaveOneWordForEachAddress) {
  const Item item = item_of(response("200 OK", "REGISTER", "a", "1",
                                     {"Contact: \"A, B\" <sip:a@h1>;expires=5, <sip:%62%20c@h2:5070>", "m: *"}));
  EXPECT_EQ(field(item, "contacts"), "sip:a@h1 sip:b%20c@h2:5070 *") << "a blank in a user begins no other address";
}

TEST(SipFields, IdentitiesAreThereOrNot) {
  const Item none = item_of(request("MESSAGE", "a", "1"));
  EXPECT_EQ(field(none, "asserted"), "no");
  EXPECT_EQ(field(none, "preferred"), "no");
  EXPECT_EQ(field(none, "asserted-identity"), "-");
  const Item both =
      item_of(request("MESSAGE", "a", "1",
                      {"P-Asserted-Identity: <sip:alice@example.org>, tel:+1555", "P-Preferred-Identity: <sip:x@y>"}));
  EXPECT_EQ(field(both, "asserted"), "yes");
  EXPECT_EQ(field(both, "preferred"), "yes");
  EXPECT_EQ(field(both, "asserted-identity"), "sip:alice@example.org tel:+1555");
  EXPECT_EQ(field(item_of(request("MESSAGE", "a", "1", {"P-Asserted-Identity:"})), "asserted"), "yes")
      << "an empty one is one";
}

TEST(SipFields, TheLongestBindingIsWhatIsGranted) {
  const auto granted = [](const Texts& more) { return field(item_of(response("200 OK", "REGISTER", "a", "1", more)), "granted"); };
  EXPECT_EQ(granted({"Contact: <sip:a@h>;expires=5", "Contact: <sip:b@h>;expires=60"}), "60");
  EXPECT_EQ(granted({"Contact: <sip:a@h>", "Expires: 7"}), "7");
  EXPECT_EQ(granted({"Contact: <sip:a@h>;expires=5", "Expires: 7"}), "5") << "the contact's own time is the one that counts";
  EXPECT_EQ(granted({"Expires: 7"}), "-") << "nothing is bound";
  EXPECT_EQ(granted({"Contact: <sip:a@h>;expires=soon"}), "-");
}

// RFC 3261 10.2.1 to 10.2.3.
TEST(SipFields, ARegisterAddsRemovesOrAsks) {
  const auto binding = [](const Texts& lines) {
    return field(item_of(request("REGISTER", "a", "1", lines)), "binding");
  };
  EXPECT_EQ(binding({}), "asks");
  EXPECT_EQ(binding({"Expires: 0"}), "asks");
  EXPECT_EQ(binding({"Contact: <sip:a@h>"}), "adds");
  EXPECT_EQ(binding({"Contact: <sip:a@h>", "Expires: 600"}), "adds");
  EXPECT_EQ(binding({"Contact: <sip:a@h>", "Expires: 0"}), "removes");
  EXPECT_EQ(binding({"Contact: *", "Expires: 0"}), "removes");
  EXPECT_EQ(binding({"Contact: <sip:a@h>;expires=0"}), "removes");
  EXPECT_EQ(binding({"m: <sip:a@h>;expires=60", "Expires: 0"}), "adds");
  EXPECT_EQ(binding({"Contact: <sip:a@h>;expires=0, <sip:b@h>"}), "adds");
  EXPECT_EQ(field(item_of(request("MESSAGE", "a", "1", {"Contact: <sip:a@h>"})), "binding"), "-");
}

TEST(SipFields, TheFirstViolationIsTold) {
  EXPECT_EQ(field(item_of(request("MESSAGE", "a", "1")), "violation"), "-");
  EXPECT_NE(field(item_of(request("MESSAGE", "a", "1", {"no colon here"})), "violation"), "-");
}

TEST(SipFields, WhatLacksPartsHasNoFieldsForThem) {
  const Item item = item_of(message({"MESSAGE sip:b@h SIP/2.0", "CSeq: x MESSAGE"}));
  EXPECT_EQ(item.kind, "sip.request");
  for (const char* name : {"branch", "cseq", "call-id", "from", "to", "contacts"})
    EXPECT_EQ(field(item, name), "-") << name;
  EXPECT_EQ(field(item, "method"), "MESSAGE");
}

TEST(SipFields, AKeepAliveSaysNothing) { EXPECT_TRUE(item_of("\r\n").fields.empty()); }

}  // namespace items_tests
}  // namespace assay::protocol::sip
