// Traces on disk: one JSON object a line, written as things happen, read back whole or refused.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "trace/record.hpp"

namespace assay::trace {

// {"n":1,"kind":"event","t":…,"channel":"alice","name":"bytes","attributes":{…},"data":"…"}
// data, and every other text, is octets_to_utf8(), so that no octet is lost. One line each of plain
// ASCII, LF at the end; from_line() takes it with or without the LF.
std::string to_line(const Record& record);
// Errors name `where`. Unknown keys, wrong types and missing fields are errors.
Result<Record> from_line(const std::string& line, const Location& where);

// Appends to a file readable by the owner only (0600). Numbers the records from 1.
class Writer {
 public:
  // Errors: the file exists already (evidence is never overwritten) or cannot be made.
  static Result<std::unique_ptr<Writer>> create(const std::string& path);
  virtual ~Writer() = default;
  // Returns the record as it was written, with its number. Throws nothing; a full disk is an Error.
  virtual Result<Record> append(Record record) = 0;
  // Writes the end record and closes. A trace without it is not complete.
  virtual Result<void> finish() = 0;
};

// Errors: a line that cannot be read, a number out of order, no end record ("cut short"): file and line.
Result<std::vector<Record>> read(const std::string& path);

// Evidence of the traces as one pcapng with TCP packets made up around the wire octets (UDP packets where
// the evidence says transport=udp), and the key log lines in a Decryption Secrets Block, so that Wireshark
// opens the TLS. Readable by the owner only; a capture that stands there already is replaced. Connections
// are told apart by local and remote.
Result<void> write_pcapng(const std::string& path, const std::vector<Record>& records);

}  // namespace assay::trace
