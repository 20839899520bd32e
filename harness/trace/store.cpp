// Traces on disk, written line by line and read back whole.
#include "trace/store.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "trace/private_file.hpp"

namespace assay::trace {
namespace {

class FileWriter : public Writer {
 public:
  explicit FileWriter(PrivateFile file) : file_(std::move(file)) {}

  Result<Record> append(Record record) override {
    if (record.kind == Kind::end) return failure("a trace ends by finish() alone");
    return put(std::move(record));
  }

  Result<void> finish() override {
    Record end;
    end.kind = Kind::end;
    end.name = "end";
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    end.time = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    const auto written = put(std::move(end));
    if (!written) return tl::unexpected<Error>(written.error());
    closed_ = true;
    return file_.close();
  }

 private:
  // A line that did not get out whole is the last one: what followed would be unreadable.
  Result<Record> put(Record record) {
    if (closed_) return failure("the trace is closed already");
    record.number = ++written_;
    if (auto done = file_.write(to_line(record)); !done) {
      closed_ = true;
      return tl::unexpected<Error>(done.error());
    }
    return record;
  }

  PrivateFile file_;
  std::uint64_t written_{0};
  bool closed_{false};
};

tl::unexpected<Error> cut_short(const std::string& path, int line, const std::string& how) {
  return failure("the trace is cut short: " + how, "the run was interrupted; run the case again", {path, line, 0});
}

// The record of one line, which must be the next in order.
Result<Record> next_record(const std::string& line, const Location& where, const std::vector<Record>& before) {
  if (!before.empty() && before.back().kind == Kind::end) return failure("a record after the end", "", where);
  auto record = from_line(line, where);
  if (record && record->number != before.size() + 1)
    return failure("record number " + std::to_string(record->number) + " where " +
                       std::to_string(before.size() + 1) + " has to stand",
                   "the file was changed; run the case again", where);
  return record;
}

Result<std::string> text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (!file.is_open() || file.bad() || text.bad())
    return failure(std::string("cannot read the trace: ") + std::strerror(errno), "", {path, 0, 0});
  return std::move(text).str();
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::create(const std::string& path) {
  auto file = PrivateFile::create(path);
  if (!file) return tl::unexpected<Error>(file.error());
  return std::unique_ptr<Writer>(std::make_unique<FileWriter>(std::move(*file)));
}

Result<std::vector<Record>> read(const std::string& path) {
  const auto text = text_of(path);
  if (!text) return tl::unexpected<Error>(text.error());
  std::vector<Record> records;
  std::size_t from = 0;
  int line = 1;
  for (; from < text->size(); ++line) {
    const std::size_t end = text->find('\n', from);
    if (end == std::string::npos) return cut_short(path, line, "its last line is not whole");
    auto record = next_record(text->substr(from, end - from), {path, line, 0}, records);
    if (!record) return tl::unexpected<Error>(record.error());
    records.push_back(std::move(*record));
    from = end + 1;
  }
  if (records.empty() || records.back().kind != Kind::end)
    return cut_short(path, line - 1, "it has no end record");
  return records;
}

}  // namespace assay::trace
