// A capture made from the evidence of a real TLS connection is read and decrypted by tshark.
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "net/channel.hpp"
#include "net/datagram.hpp"
#include "net/process.hpp"
#include "net/recorder.hpp"
#include "net/tls_ends.hpp"
#include "trace/store.hpp"

namespace assay::net {
namespace capture_test {
namespace {

struct Folder {
  std::string path;
  Folder() {
    std::string name = std::filesystem::canonical(std::filesystem::temp_directory_path()) / "assay-capture-XXXXXX";
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

// What the client saw of one IMAP exchange, and the server's port.
struct Exchange {
  std::vector<trace::Record> records;
  std::uint16_t port{0};
};

// IMAP from the first octet under TLS; numbered and stamped as a driver does.
Exchange imap_over_tls(const std::string& host, const std::string& version) {
  Loop loop;
  TlsEnds ends;
  ends.client.minimum_version = ends.client.maximum_version = version;
  Recorder saw;
  std::unique_ptr<Channel> server;
  const auto listener = *Listener::open(loop, host, 0, [&](std::unique_ptr<Channel> accepted) {
    server = std::move(accepted);
    server->set_sink([&](trace::Record record) {
      if (record.name == "bytes") server->send("* CAPABILITY IMAP4rev1\r\na1 OK done\r\n");
      if (record.name == "tls.closed") server->close();
    });
    EXPECT_TRUE(server->start_tls(ends.server));
    server->send("* OK ready\r\n");
  });
  Channel client(loop, "alice", saw.sink());
  client.connect({host, listener->port(), ""});
  EXPECT_TRUE(client.start_tls(ends.client));
  EXPECT_TRUE(run_until(loop, [&] { return saw.has("bytes"); }));
  client.send("a1 CAPABILITY\r\n");
  EXPECT_TRUE(run_until(loop, [&] { return saw.bytes().find("a1 OK done") != Bytes::npos; }));
  std::int64_t time = 1766382000123456789;
  for (auto& record : saw.records) record.time = time += 1000;
  return {saw.records, listener->port()};
}

std::string tshark(const std::string& file, const std::string& arguments) {
  const auto found = run_command({"command -v tshark", "", {}}, std::chrono::seconds(30));
  EXPECT_TRUE(found && found->exit_status == 0) << "tshark is missing: install the package tshark, this test needs it";
  const std::string command = "tshark -n -r " + file + " " + arguments + " 2>/dev/null";
  const auto result = run_command({command, "", {}}, std::chrono::seconds(120));
  EXPECT_TRUE(result && result->exit_status == 0) << (result ? result->output : to_text(result.error()));
  return result ? result->output : "";
}

std::string as_imap(std::uint16_t port) {
  const std::string number = std::to_string(port);
  return "-d tcp.port==" + number + ",tls -d tls.port==" + number + ",imap ";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class Pcapng : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(Pcapng, is_decrypted_by_tshark) {
  const Folder folder;
  const auto exchange = imap_over_tls(GetParam().first, GetParam().second);
  const std::string file = folder.path + "/x.pcapng";
  const auto written = trace::write_pcapng(file, exchange.records);
  ASSERT_TRUE(written) << to_text(written.error());
  struct stat facts{};
  ASSERT_EQ(stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);

  const std::string fields = tshark(file, as_imap(exchange.port) + "-Y imap -T fields -e imap.line");
  EXPECT_TRUE(contains(fields, "* OK ready")) << fields;
  EXPECT_TRUE(contains(fields, "a1 CAPABILITY")) << fields;
  EXPECT_TRUE(contains(fields, "a1 OK done")) << fields;
}

TEST_P(Pcapng, has_right_numbers_checksums_and_times) {
  const Folder folder;
  const auto exchange = imap_over_tls(GetParam().first, GetParam().second);
  const std::string file = folder.path + "/x.pcapng";
  ASSERT_TRUE(trace::write_pcapng(file, exchange.records));
  const std::string checks = "-o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE ";
  const std::string wrong =
      "-Y 'tcp.analysis.flags || tcp.checksum.status==0 || ip.checksum.status==0 || _ws.malformed'";
  EXPECT_EQ(tshark(file, as_imap(exchange.port) + checks + wrong), "");
  EXPECT_EQ(tshark(file, checks + "-Y 'tcp.checksum.status==1' -T fields -e frame.number | wc -l"),
            tshark(file, "-T fields -e frame.number | wc -l"));
  EXPECT_EQ(tshark(file, "-c 1 -T fields -e frame.time_epoch"), "1766382000.123457789\n");
}

// What a server heard and answered, beside a TCP connection that the same channel name stands for.
std::vector<trace::Record> requests_over_udp(const std::string& host) {
  Loop loop;
  Recorder saw;
  Recorder ignored;
  Datagram server(loop, "alice", saw.sink());
  EXPECT_TRUE(server.bind(host, 0));
  Datagram client(loop, "client", ignored.sink());
  client.connect({host, server.port(), ""});
  client.send("OPTIONS sip:a@example.test SIP/2.0\r\nCSeq: 7 OPTIONS\r\n\r\n");
  EXPECT_TRUE(run_until(loop, [&] { return saw.has("bytes"); }));
  const std::string peer = trace::attribute(*saw.find("bytes"), "remote");
  EXPECT_TRUE(server.send_to(peer, "SIP/2.0 200 OK\r\nCSeq: 7 OPTIONS\r\n\r\n"));
  EXPECT_TRUE(server.send_to(peer, ""));
  EXPECT_TRUE(run_until(loop, [&] { return saw.story() == "opened bytes sent" && ignored.octets > 0; }));
  return saw.records;
}

TEST(PcapngOfDatagrams, are_packets_of_their_own) {
  for (const std::string host : {"127.0.0.1", "::1"}) {
    const Folder folder;
    const std::string file = folder.path + "/x.pcapng";
    ASSERT_TRUE(trace::write_pcapng(file, requests_over_udp(host)));
    const std::string as_sip = "-d udp.port==1-65535,sip -o udp.check_checksum:TRUE -o ip.check_checksum:TRUE ";
    const std::string fields = "-T fields -E separator=/s -e sip.Method -e sip.Status-Code -e sip.CSeq.seq";
    EXPECT_EQ(tshark(file, as_sip + "-Y sip " + fields), "OPTIONS  7\n 200 7\n");
    EXPECT_EQ(tshark(file, as_sip + "-T fields -e udp.checksum.status -e udp.length"), "1\t63\n1\t43\n1\t8\n");
    EXPECT_EQ(tshark(file, as_sip + "-Y 'tcp || ip.checksum.status==0 || _ws.malformed'"), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, Pcapng,
                         testing::Values(std::pair("127.0.0.1", "TLSv1.3"), std::pair("::1", "TLSv1.3"),
                                         std::pair("127.0.0.1", "TLSv1.2")));

}  // namespace
}  // namespace capture_test
}  // namespace assay::net
