// Traces come back from disk as they were told, or are refused with file and line.
#include "trace/store.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <sys/stat.h>

#include <gtest/gtest.h>

namespace assay::trace {
namespace store_test {
namespace {

// A directory of its own, gone at the end.
struct Folder {
  std::string path;
  Folder() {
    std::string name = std::filesystem::canonical(std::filesystem::temp_directory_path()) / "assay-trace-XXXXXX";
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file() const { return path + "/trace.jsonl"; }
  void put(const std::string& text) const { std::ofstream(file(), std::ios::binary) << text; }
};

Bytes every_octet() {
  Bytes all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  return all;
}

Record sample(std::uint64_t number, Kind kind = Kind::event) {
  return {kind, number, 1766382000123456789, "alice", "bytes", {{"protected", "yes"}}, "* OK\r\n"};
}

std::string complete() { return to_line(sample(1)) + to_line({Kind::end, 2, 0, "", "end", {}, ""}); }

unsigned mode_of(const std::string& path) {
  struct stat facts{};
  return stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777u : 0;
}

TEST(TraceLine, is_readable_json) {
  EXPECT_EQ(to_line(sample(7)),
            "{\"n\":7,\"kind\":\"event\",\"t\":1766382000123456789,\"channel\":\"alice\",\"name\":\"bytes\","
            "\"attributes\":{\"protected\":\"yes\"},\"data\":\"* OK\\r\\n\"}\n");
}

TEST(TraceLine, keeps_every_octet_of_data_and_attributes_in_plain_ascii) {
  Record record = sample(1, Kind::evidence);
  record.data = every_octet();
  record.attributes["subject"] = every_octet();
  const std::string line = to_line(record);
  for (const char c : line) EXPECT_TRUE(c == '\n' || (c >= ' ' && c <= 0x7f));
  const auto back = from_line(line, {});
  ASSERT_TRUE(back) << to_text(back.error());
  EXPECT_EQ(back->data, record.data);
  EXPECT_EQ(back->attributes, record.attributes);
  EXPECT_EQ(back->kind, Kind::evidence);
  EXPECT_EQ(back->time, record.time);
}

TEST(TraceLine, refuses_what_this_suite_does_not_write) {
  const std::string good = to_line(sample(1));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string line = good;
    return line.replace(line.find(from), from.size(), to);
  };
  const std::vector<std::string> bad{"",
                                     "[]",
                                     "{",
                                     with("\"n\":1", "\"n\":-1"),
                                     with("\"n\":1", "\"n\":\"1\""),
                                     with("\"n\":1", "\"n\":1.5"),
                                     with("\"n\":1,", ""),
                                     with("\"n\":1", "\"n\":1,\"m\":1"),
                                     with("\"event\"", "\"happening\""),
                                     with("1766382000123456789", "1766382000123456789.0"),
                                     with("\"yes\"", "true"),
                                     with("{\"protected\":\"yes\"}", "[]"),
                                     with("* OK", "\\u0100"),
                                     with("* OK", "\xff")};
  for (const auto& line : bad) {
    const auto read_back = from_line(line, {"trace.jsonl", 3, 0});
    ASSERT_FALSE(read_back) << line;
    EXPECT_EQ(to_text(read_back.error()).rfind("trace.jsonl:3: ", 0), 0u);
  }
}

TEST(TraceStore, reads_back_what_was_written) {
  Folder folder;
  auto writer = *Writer::create(folder.file());
  EXPECT_EQ(mode_of(folder.file()), 0600u);
  EXPECT_EQ(writer->append(sample(99))->number, 1u);
  EXPECT_EQ(writer->append(sample(99, Kind::action))->number, 2u);
  EXPECT_TRUE(writer->finish());
  EXPECT_FALSE(writer->append(sample(0)));
  const auto records = read(folder.file());
  ASSERT_TRUE(records) << to_text(records.error());
  ASSERT_EQ(records->size(), 3u);
  EXPECT_EQ(records->at(1).kind, Kind::action);
  EXPECT_EQ(records->at(1).data, "* OK\r\n");
  EXPECT_EQ(records->back().kind, Kind::end);
}

TEST(TraceStore, never_overwrites_a_trace) {
  Folder folder;
  folder.put("evidence");
  EXPECT_FALSE(Writer::create(folder.file()));
  EXPECT_FALSE(Writer::create(folder.path + "/none/trace.jsonl"));
}

// No file may grow beyond a size while this lives, as on a full disk.
struct FullDisk {
  rlimit before{};
  explicit FullDisk(rlim_t size) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{size, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_DFL);
  }
};

TEST(TraceStore, writes_nothing_after_a_line_that_the_disk_did_not_take) {
  Folder folder;
  auto writer = *Writer::create(folder.file());
  ASSERT_TRUE(writer->append(sample(1)));
  {
    const FullDisk full(to_line(sample(1)).size() + 20);
    EXPECT_FALSE(writer->append(sample(2)));
  }
  EXPECT_FALSE(writer->append(sample(2)));
  EXPECT_FALSE(writer->finish());
  const auto records = read(folder.file());
  ASSERT_FALSE(records);
  EXPECT_EQ(records.error().where.line, 2);
}

TEST(TraceStore, says_that_there_is_no_trace) {
  const auto records = read("/none/trace.jsonl");
  ASSERT_FALSE(records);
  EXPECT_EQ(records.error().where.file, "/none/trace.jsonl");
}

TEST(TraceStore, refuses_a_trace_that_is_cut_short_anywhere) {
  Folder folder;
  const std::string whole = complete();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    folder.put(whole.substr(0, size));
    const auto records = read(folder.file());
    ASSERT_FALSE(records) << size;
    EXPECT_NE(to_text(records.error()).find("the trace is cut short"), std::string::npos) << size;
    EXPECT_EQ(records.error().where.file, folder.file());
  }
  folder.put(whole);
  EXPECT_TRUE(read(folder.file()));
}

TEST(TraceStore, refuses_a_broken_order) {
  Folder folder;
  const std::vector<std::string> bad{complete() + to_line(sample(3)), to_line(sample(1)) + complete(),
                                     to_line(sample(2)) + complete(), complete() + "\n"};
  for (const auto& text : bad) {
    folder.put(text);
    const auto records = read(folder.file());
    ASSERT_FALSE(records) << text;
    EXPECT_GT(records.error().where.line, 0);
  }
}

}  // namespace
}  // namespace store_test
}  // namespace assay::trace
