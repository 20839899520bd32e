// Tests of what a profile owes for the roles of SIP: endpoints, triggers, passwords, and what shows that it is ready.
#include <gtest/gtest.h>

#include "run/degenerate_trial_test.hpp"

namespace assay::run {
namespace profile_sip_tests {

using degenerate::bench;
using degenerate::required;
using Texts = std::vector<std::string>;

// The reference's profile, with texts in it replaced.
class Spoilt {
 public:
  Spoilt() : text_(required(read_file(std::string(ASSAY_ROOT) + "/fixtures/iuts/reference/profile.xml"))) {}

  Spoilt& replace(const std::string& from, const std::string& to) {
    const auto at = text_.find(from);
    if (at == std::string::npos) throw std::runtime_error("the test does not fit the profile: " + from);
    text_.replace(at, from.size(), to);
    return *this;
  }
  // Without the line that holds `part`.
  Spoilt& drop(const std::string& part) {
    const auto at = text_.find(part);
    if (at == std::string::npos) throw std::runtime_error("the test does not fit the profile: " + part);
    const auto begin = text_.rfind('\n', at) + 1;
    text_.erase(begin, text_.find('\n', at) + 1 - begin);
    return *this;
  }
  Spoilt& disclaim(const std::string& item) {
    return replace("<item id=\"" + item + "\" support=\"yes\"/>", "<item id=\"" + item + "\" support=\"no\"/>");
  }
  auto load() const {
    const degenerate::Folder folder;
    required(write_file(folder.path + "/profile.xml", text_, 0600).map([] { return 0; }));
    return load_profile(ASSAY_ROOT, folder.path, bench().catalogue);
  }
  Texts told() const {
    Texts out;
    const auto profile = load();
    if (!profile)
      for (const auto& error : profile.error()) out.push_back(error.what);
    return out;
  }

 private:
  std::string text_;
};

Texts missing(const std::string& endpoint, const std::string& item) {
  return {"the endpoint '" + endpoint + "' is not given, but " + item + " is claimed"};
}

TEST(SipProfile, TheReferenceOwesNothing) { EXPECT_EQ(Spoilt().told(), Texts{}); }

TEST(SipProfile, EachTransportThatIsClaimedHasItsEndpoints) {
  for (const std::string transport : {"udp", "tcp", "tls"})
    for (const std::string prefix : {"sip-", "client-sip-"})
      EXPECT_EQ(Spoilt().drop("<endpoint name=\"" + prefix + transport).told(),
                missing(prefix + transport, "sip." + transport));
  EXPECT_EQ(Spoilt().disclaim("sip.tcp").drop("name=\"sip-tcp\"").drop("name=\"client-sip-tcp\"").told(), Texts{})
      << "what is not claimed is not asked for";
}

TEST(SipProfile, ARoleThatIsNotClaimedHasNone) {
  EXPECT_EQ(Spoilt().disclaim("sip-core").drop("name=\"sip-udp\"").told(), Texts{});
  EXPECT_EQ(
      Spoilt().disclaim("cpm-client").drop("name=\"client-sip-udp\"").drop("action=\"register\" entry=\"udp\"").told(),
      Texts{});
}

TEST(SipProfile, AConversationServerIsReachedAndFindsItsCore) {
  for (const std::string endpoint : {"conversation-udp", "suite-core-udp"}) {
    EXPECT_EQ(Spoilt().drop("name=\"" + endpoint + "\"").told(), missing(endpoint, "conversation-server"));
    EXPECT_EQ(Spoilt().disclaim("conversation-server").drop("name=\"" + endpoint + "\"").told(), Texts{});
  }
}

TEST(SipProfile, AClientIsMadeToRegisterByEachTransport) {
  for (const std::string transport : {"udp", "tcp", "tls"})
    EXPECT_EQ(Spoilt().drop("action=\"register\" entry=\"" + transport + "\"").told(),
              Texts{"nothing makes the client register by " + transport + ", but sip." + transport + " is claimed"});
}

TEST(SipProfile, AClientIsMadeToSendAMessageByTheTransportThatIsClaimedFirst) {
  const auto no_message = [](const std::string& transport) {
    return Texts{"nothing makes the client send a message by " + transport + ", but cpm-client is claimed"};
  };
  EXPECT_EQ(Spoilt().drop("action=\"message\" entry=\"udp\"").told(), no_message("udp"));
  EXPECT_EQ(Spoilt().drop("action=\"message\" entry=\"tcp\"").told(), Texts{});
  EXPECT_EQ(Spoilt().disclaim("sip.udp").drop("action=\"message\" entry=\"tcp\"").told(), no_message("tcp"));
}

TEST(SipProfile, APasswordThatIsMissingIsToldOnce) {
  const std::string bob = " password=\"bob-secret-2\"", alice = " password=\"alice-secret-1\"";
  const auto of_sip = [] { return Spoilt().disclaim("mss"); };
  EXPECT_EQ(Spoilt().replace(bob, "").told(), Texts{"the principal 'bob' has no password, but mss.sasl is claimed"});
  EXPECT_EQ(of_sip().replace(bob, "").told(), Texts{"the principal 'bob' has no password, but sip-core is claimed"});
  EXPECT_EQ(Spoilt().replace(alice, "").told(), Texts{"the password of the principal 'alice' is missing or short"});
  EXPECT_EQ(Spoilt().disclaim("msc").replace(alice, " password=\"short\"").told(),
            Texts{"the password of the principal 'alice' is missing or short"});
  EXPECT_EQ(Spoilt().disclaim("msc").disclaim("cpm-client").replace(alice, " password=\"short\"").told(), Texts{})
      << "a server is told no password of the suite's own";
}

// What cases tell apart has to differ, or the lab's mistake became a verdict on the product.
TEST(SipProfile, WhatIsTakenForDifferentHasToBe) {
  const std::string same = "the principals 'alice' and 'bob' have the same ";
  EXPECT_EQ(Spoilt().replace("user=\"bob\"", "user=\"alice\"").told(), Texts{same + "user"});
  EXPECT_EQ(Spoilt().replace("bob-secret-2", "alice-secret-1").told(), Texts{same + "password"});
  EXPECT_EQ(Spoilt().replace("sip:bob@", "sip:alice@").told(), Texts{same + "address"});
  EXPECT_EQ(Spoilt().replace("value=\"127.0.0.3\"", "value=\"127.0.0.2\"").told(),
            Texts{"the answer to 'source.other-address' is an address of 'source.address': 127.0.0.2"});
  for (const std::string address : {"sip:alice@other.test", "alice@example.test", "sip:alice@notexample.test"})
    EXPECT_EQ(Spoilt().replace("sip:alice@example.test", address).told(),
              Texts{"the address of 'alice' is no SIP address of the domain example.test: '" + address + "'"});
}

TEST(SipProfile, ACoreNeedsTwoAccounts) {
  Spoilt spoilt;
  spoilt.disclaim("mss").disclaim("conversation-server");
  spoilt.replace("id=\"bob\"", "id=\"carol\"");
  EXPECT_EQ(spoilt.told(), Texts{"there is no principal 'bob'"});
}

TEST(SipProfile, ReadyNamesEndpointsThatAreGiven) {
  const std::string seconds = "ready-seconds=\"10\"";
  const auto right = Spoilt().replace(seconds, seconds + " ready=\"sip-tcp sip-tls\"").load();
  ASSERT_TRUE(right) << to_text(right.error().front());
  EXPECT_EQ(right->ready, (Texts{"sip-tcp", "sip-tls"}));
  EXPECT_EQ(Spoilt().replace(seconds, seconds + " ready=\"sip-tcp sip-sctp\"").told(),
            Texts{"ready names the endpoint 'sip-sctp', which is not given"});
  EXPECT_TRUE(required(Spoilt().load()).ready.empty());
}

TEST(SipProfile, ValuesNameTheTransportThatIsClaimedFirst) {
  const auto values = [](const Spoilt& spoilt) { return values_of(required(spoilt.load())); };
  const auto all = values(Spoilt());
  EXPECT_EQ(all.at("sip.entry") + " " + all.at("sip.clear-entry"), "udp udp");
  EXPECT_EQ(all.at("sip.registrar"), "sip:example.test");
  EXPECT_EQ(all.at("sip.registration-over"), "3") << "the shortest registration and what rounding may add";
  EXPECT_EQ(all.at("alice.secure-address"), "sips:alice@example.test");
  const auto streams = values(Spoilt().disclaim("sip.udp"));
  EXPECT_EQ(streams.at("sip.entry") + " " + streams.at("sip.clear-entry"), "tcp tcp");
  EXPECT_EQ(values(Spoilt().disclaim("sip.udp").disclaim("sip.tcp")).at("sip.entry"), "tls");
}

TEST(SipProfile, AnEndpointSaysByItsNameWhoStandsThereAndHow) {
  EXPECT_TRUE(is_datagram("sip-udp"));
  EXPECT_TRUE(is_datagram("client-sip-udp"));
  EXPECT_FALSE(is_datagram("sip-tcp"));
  EXPECT_FALSE(is_datagram("-udp"));
  EXPECT_TRUE(is_own("suite-core-udp"));
  EXPECT_FALSE(is_own("conversation-udp"));
  EXPECT_TRUE(is_offer("client-sip-udp"));
  EXPECT_FALSE(is_offer("suite-core-udp"));
}

}  // namespace profile_sip_tests
}  // namespace assay::run
