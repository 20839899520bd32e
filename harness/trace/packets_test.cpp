// Endpoints are read as channels write them; the packets made up around octets add up.
#include "trace/packets.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "trace/flow.hpp"

namespace assay::trace {
namespace packets_test {
namespace {

TEST(TracePackets, endpoints_of_both_versions) {
  const auto v4 = read_endpoint("127.0.0.2:40000");
  ASSERT_TRUE(v4);
  EXPECT_EQ(hex_encode(v4->address), "7f000002");
  EXPECT_EQ(v4->port, 40000);
  const auto v6 = read_endpoint("[2001:db8::1]:143");
  ASSERT_TRUE(v6);
  EXPECT_EQ(hex_encode(v6->address), "20010db8000000000000000000000001");
  for (const std::string bad :
       {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "::1:143", "[]:1", "host:1", "1.2.3.4:-1"})
    EXPECT_FALSE(read_endpoint(bad)) << bad;
}

// The sum over a header with its checksum in place is all ones.
unsigned sum_of(ByteView octets) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i)
    sum += static_cast<unsigned char>(octets[i]) << (i % 2 ? 0 : 8);
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return sum;
}

TEST(TracePackets, checksums_and_lengths_hold) {
  const Endpoint a = *read_endpoint("192.0.2.1:1025");
  const Endpoint b = *read_endpoint("192.0.2.2:143");
  const Bytes packet = write_packet(Segment{a, b, 1, 2, kPsh | kAck, "odd"});
  ASSERT_EQ(packet.size(), 43u);
  EXPECT_EQ(hex_encode(packet.substr(2, 2)), "002b");
  EXPECT_EQ(sum_of(packet.substr(0, 20)), 0xffffu);
  const Bytes pseudo = a.address + b.address + big_endian32(6) + big_endian32(23);
  EXPECT_EQ(sum_of(pseudo + packet.substr(20)), 0xffffu);
  EXPECT_EQ(packet.substr(40), "odd");
}

TEST(TracePackets, datagrams_add_up_too) {
  for (const bool v6 : {false, true}) {
    const Endpoint a = *read_endpoint(v6 ? "[2001:db8::1]:5060" : "192.0.2.1:5060");
    const Endpoint b = *read_endpoint(v6 ? "[2001:db8::2]:5061" : "192.0.2.2:5061");
    const std::size_t header = v6 ? 40 : 20;
    const Bytes packet = write_packet(Datagram{a, b, "odd"});
    ASSERT_EQ(packet.size(), header + 11);
    const Bytes pseudo = a.address + b.address + big_endian32(17) + big_endian32(11);
    EXPECT_EQ(sum_of(pseudo + packet.substr(header)), 0xffffu);
    EXPECT_EQ(hex_encode(packet.substr(header, 6)), "13c413c5000b");
    EXPECT_EQ(packet.substr(header + 8), "odd");
  }
}

TEST(TracePackets, a_checksum_of_zero_is_written_as_all_ones) {
  const Endpoint nobody = *read_endpoint("0.0.0.0:0");
  // 17 + 10 + 10 + 0xffda is all ones, whose complement would be nothing.
  const Bytes packet = write_packet(Datagram{nobody, nobody, "\xff\xda"});
  EXPECT_EQ(hex_encode(packet.substr(26, 2)), "ffff");
}

TEST(TraceFlow, numbers_follow_the_octets) {
  std::vector<Bytes> packets;
  const auto keep = [&](std::int64_t, const Bytes& packet) { packets.push_back(packet.substr(20)); };
  Flow flow(*read_endpoint("192.0.2.1:1025"), *read_endpoint("192.0.2.2:143"), false, 1, keep);
  flow.data(true, "abc", 2);
  flow.data(false, "de", 3);
  flow.remote_fin(4);
  flow.local_fin(5);
  flow.remote_reset(6);  // all is over: nothing
  std::vector<std::string> told;
  for (const auto& tcp : packets)
    told.push_back(hex_encode(tcp.substr(4, 4)) + " " + hex_encode(tcp.substr(8, 4)) + " " +
                   hex_encode(tcp.substr(13, 1)));
  const std::vector<std::string> wanted{"000003e8 00000000 02", "000007d0 000003e9 12", "000003e9 000007d1 10",
                                        "000003e9 000007d1 18", "000007d1 000003ec 18", "000007d3 000003ec 11",
                                        "000003ec 000007d4 10", "000003ec 000007d4 11", "000007d4 000003ed 10"};
  EXPECT_EQ(told, wanted);
}

TEST(TraceFlow, splits_what_does_not_fit_a_packet) {
  std::size_t count = 0;
  const auto tally = [&](std::int64_t, const Bytes&) { ++count; };
  Flow flow(*read_endpoint("[::1]:1"), *read_endpoint("[::1]:2"), true, 1, tally);
  flow.data(true, Bytes(2 * kMostPayload + 1, 'x'), 2);
  EXPECT_EQ(count, 3u + 3u);
}

}  // namespace
}  // namespace packets_test
}  // namespace assay::trace
