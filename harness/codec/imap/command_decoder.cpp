// Turns the octets of a client into commands, one event at a time.
#include "codec/imap/command_parser.hpp"
#include "codec/imap/octets.hpp"

namespace assay::imap {
namespace {

// Every line of a command may announce a literal (RFC 7888 clause 3 has servers look at each).
Context command_context(Context, ByteView) { return Context::data; }

CommandEvent line_event(Frame frame) {
  CommandEvent event;
  event.type = CommandEvent::Type::line;
  check_octets(frame, event.command.violations);
  event.line = without_line_end(frame.raw);
  event.command.raw = std::move(frame.raw);
  return event;
}

}  // namespace

CommandDecoder::CommandDecoder(Limits limits) : framer_(limits, command_context, Framer::Sender::client) {}

std::vector<CommandEvent> CommandDecoder::feed(ByteView octets) {
  framer_.append(octets);
  framer_.set_plain(line_expected_);
  std::vector<CommandEvent> events;
  if (auto frame = framer_.next()) {
    if (line_expected_) {
      line_expected_ = false;
      events.push_back(line_event(std::move(*frame)));
    } else {
      events.push_back({CommandEvent::Type::command, parse_command(std::move(*frame)), 0, {}});
    }
  } else if (const auto size = framer_.take_announced()) {
    const ByteView read = framer_.pending();
    Command head = parse_command_head(read.substr(0, read.find('\n')));
    events.push_back({CommandEvent::Type::literal_wanted, std::move(head), *size, {}});
  }
  return events;
}

void CommandDecoder::refuse_literal() { framer_.drop_begun(); }

std::size_t CommandDecoder::discard() { return take_pending().size(); }

Bytes CommandDecoder::take_pending() {
  line_expected_ = false;
  return framer_.take_pending();
}

}  // namespace assay::imap
