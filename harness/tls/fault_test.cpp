// Record faults: what leaves, what is told about it, and what a real peer answers.
#include "tls/tap.hpp"

#include <gtest/gtest.h>

#include "tls/memory_pair_test.hpp"

namespace assay::tls {
namespace {
namespace fault_test {

using memory::Pair;
using memory::World;
using namespace std::string_literals;

const Bytes one = "\x17\x03\x03\0\x03" "abc"s;
const Bytes two = "\x17\x03\x03\0\x02" "de"s;
const Bytes alert = "\x15\x03\x03\0\x02\x01\0"s;

struct Applied {
  Bytes out;
  std::vector<trace::Record> facts;
};

Applied run(const Fault& fault) {
  Applied applied;
  applied.out = apply(one + alert + two, {fault}, applied.facts);
  return applied;
}

}  // namespace fault_test

using namespace fault_test;

TEST(TlsTap, EachKindChangesItsRecordAndNoOther) {
  EXPECT_EQ(run({"xor", 23, 0, 0, 0x20}).out, "\x17\x03\x03\0\x03" "Abc"s + alert + two);
  EXPECT_EQ(run({"xor", 23, 1, -1, 0x20}).out, one + alert + "\x17\x03\x03\0\x02" "dE"s);
  EXPECT_EQ(run({"drop", 21, 0}).out, one + two);
  EXPECT_EQ(run({"duplicate", 23, 1}).out, one + alert + two + two);
  EXPECT_EQ(run({"truncate", 23, 0, 0, 1}).out, "\x17\x03\x03\0\x01" "a"s + alert + two);
}

TEST(TlsTap, TellsWhatItDidAndWhere) {
  const auto applied = run({"drop", 23, 1});
  ASSERT_EQ(applied.facts.size(), 1u);
  EXPECT_EQ(applied.facts[0].name, "tls.fault-applied");
  EXPECT_EQ(trace::attribute(applied.facts[0], "kind"), "drop");
  EXPECT_EQ(trace::attribute(applied.facts[0], "content-type"), "23");
  EXPECT_EQ(trace::attribute(applied.facts[0], "record-offset"), std::to_string(one.size() + alert.size()));
}

TEST(TlsTap, AFaultThatChangesNothingIsNeverSilent) {
  for (const Fault& fault : {Fault{"drop", 22, 0}, Fault{"drop", 23, 2}, Fault{"xor", 23, 0, 3, 1},
                             Fault{"xor", 23, 0, -4, 1}, Fault{"xor", 23, 0, 0, 0}, Fault{"truncate", 23, 0, 0, 3},
                             Fault{"twist", 23, 0}}) {
    const auto applied = run(fault);
    EXPECT_EQ(applied.out, one + alert + two);
    ASSERT_EQ(applied.facts.size(), 1u);
    EXPECT_EQ(applied.facts[0].name, "tls.fault-not-applied");
    EXPECT_NE(trace::attribute(applied.facts[0], "reason"), "");
  }
}

TEST(TlsFaults, AFlippedBitIsAnsweredByBadRecordMac) {
  const World world;
  for (const auto* version : {"TLSv1.2", "TLSv1.3"}) {
    auto config = world.client_config();
    config.maximum_version = version;
    for (const int offset : {-1, 0, 9}) {
      Pair pair(config, world.server_config());
      pair.send_to_server("a NOOP\r\n", {Fault{"xor", 23, 0, offset, 1}});
      EXPECT_NE(pair.client.find("tls.fault-applied"), nullptr);
      EXPECT_EQ(pair.server.plaintext(), "");
      EXPECT_EQ(pair.server.alert("sent"), "fatal bad_record_mac") << version << offset;
      EXPECT_EQ(pair.client.alert("received"), "fatal bad_record_mac") << version << offset;
      EXPECT_EQ(pair.client.fact("tls.failed", "reason"), "the peer sent the fatal alert bad_record_mac");
    }
  }
}

TEST(TlsFaults, ADroppedRecordBreaksTheNextOneAndADuplicateItself) {
  const World world;
  for (const auto* kind : {"drop", "duplicate"}) {
    Pair pair(world.client_config(), world.server_config());
    pair.send_to_server("first", {Fault{kind}});
    pair.send_to_server("second");
    EXPECT_EQ(pair.client.alert("received"), "fatal bad_record_mac") << kind;
    EXPECT_EQ(pair.server.plaintext(), kind == "drop"s ? "" : "first");
  }
}

TEST(TlsFaults, TouchNoRecordOfALaterCall) {
  const World world;
  Pair pair(world.client_config(), world.server_config());
  pair.send_to_server("one", {Fault{"xor", 22}});
  EXPECT_NE(pair.client.find("tls.fault-not-applied"), nullptr);
  pair.send_to_server("two");
  EXPECT_EQ(pair.server.plaintext(), "onetwo");
}

}  // namespace
}  // namespace assay::tls
