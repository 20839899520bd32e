// Traces on disk: one JSON object a line, written as things happen, read back whole or refused.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "trace/record.hpp"

namespace assay::trace {

// {"n":1,"kind":"event","t":…,"channel":"alice","name":"bytes","attributes":{…},"data":"…"}
// data is octets_to_utf8(). One line each, LF at the end.
std::string to_line(const Record& record);
// Errors name `where`. Unknown keys, wrong types and missing fields are errors.
Result<Record> from_line(const std::string& line, const Location& where);

// Appends to a file readable by the owner only (0600). Numbers the records from 1.
class Writer {
 public:
  static Result<std::unique_ptr<Writer>> create(const std::string& path);
  virtual ~Writer() = default;
  // Returns the record as it was written, with its number. Throws nothing; a full disk is an Error.
  virtual Result<Record> append(Record record) = 0;
  // Writes the end record and closes. A trace without it is not complete.
  virtual Result<void> finish() = 0;
};

// Errors: a line that cannot be read, a number out of order, no end record ("cut short"): file and line.
Result<std::vector<Record>> read(const std::string& path);

// Evidence of the traces as one pcapng with TCP packets made up around the wire octets, and the key
// log lines in a Decryption Secrets Block, so that Wireshark opens the TLS. Readable by the owner only.
Result<void> write_pcapng(const std::string& path, const std::vector<Record>& records);

}  // namespace assay::trace
