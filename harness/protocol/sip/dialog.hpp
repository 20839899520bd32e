// What a channel remembers of the requests that go together: their Call-ID, tags, counts, and the way to the other end.
#pragma once

#include <string>

#include "codec/sip/message.hpp"
#include "language/vocabulary.hpp"

namespace assay::protocol::sip {

// Values of one channel under the name that a case gives them ("REGISTER" unless it says otherwise).
class Dialog {
 public:
  Dialog(language::ChannelValues& channel, std::string name) : channel_(channel), name_(std::move(name)) {}

  std::string get(const std::string& what) const;
  void set(const std::string& what, const std::string& value);
  // The value, made by `make` if there is none yet.
  template <class Make>
  std::string get_or_make(const std::string& what, Make make) {
    if (get(what).empty()) set(what, make());
    return get(what);
  }
  // The dialog of an earlier request with this Call-ID, by name; empty: there is none.
  static std::string name_of(const language::ChannelValues& channel, const std::string& call_id);
  void is_named_by(const std::string& call_id);

 private:
  std::string key(const std::string& what) const { return "sip." + name_ + "." + what; }

  language::ChannelValues& channel_;
  std::string name_;
};

// Learns from a final response that sets up a dialog what requests within it need (RFC 3261 12.1.2): tag, remote target,
// route set; and for an ACK the tag and whether it was a 2xx (17.1.1.3).
void remember_response(const language::Item& item, language::ChannelValues& channel);

}  // namespace assay::protocol::sip
