// Commands of an IMAP client as items with fields.
#include <algorithm>

#include "base/text.hpp"
#include "codec/imap/command.hpp"
#include "codec/imap/wanted.hpp"
#include "protocol/imap/decoder.hpp"

namespace assay::protocol::imap {
namespace {

using assay::imap::Argument;
using assay::imap::Command;
using assay::imap::CommandEvent;
using language::Item;

void add(Item& item, const std::string& name, const std::string& value) {
  if (!value.empty()) item.fields.push_back({name, value, 0, 0});
}

std::string arguments_of(const Command& command) {
  std::vector<std::string> values;
  for (const auto& argument : command.arguments) values.push_back(argument.value);
  return join(values, " ");
}

// What stands behind the sequence set of a FETCH: items are no plain arguments.
std::string items_of(const Command& command) {
  std::string_view text = trim(command.raw);
  for (int word = command.name == "UID FETCH" ? 4 : 3; word > 0; --word) {
    const auto blank = text.find(' ');
    if (blank == std::string_view::npos) return {};
    text.remove_prefix(blank + 1);
  }
  return std::string(text);
}

// Whether the text of a message is asked for, in whatever way, or only what is about it.
void add_items(Item& item, const std::string& items) {
  using Wanted = assay::imap::WantedItem;
  add(item, "items", items);
  const auto wanted = assay::imap::wanted_items(items);
  if (!wanted) return;
  const bool text = std::any_of(wanted->begin(), wanted->end(), [](const Wanted& one) {
    return one.what == Wanted::What::octets && (one.part == Wanted::Part::whole || one.part == Wanted::Part::text);
  });
  add(item, "asks-for", text ? "text" : "other");
}

// A client's octets as items. What is in clear and what is protected never make one message together.
class CommandItems : public language::Decoder {
 public:
  std::vector<Item> feed(ByteView octets, bool is_protected) override {
    std::vector<Item> items;
    if (is_protected != protected_) cross(is_protected, items);
    end_ += octets.size();
    for (auto events = codec_.feed(octets); !events.empty(); events = codec_.feed({}))
      for (const auto& event : events) items.push_back(to_item(event));
    return items;
  }
  ByteView pending() const override { return codec_.pending_octets(); }

 private:
  Item to_item(const CommandEvent& event) {
    Item item;
    const Command& command = event.command;
    item.octets = command.raw;
    item.stream_offset = end_ - codec_.pending() - item.octets.size();
    if (event.type == CommandEvent::Type::literal_wanted) {
      // What announces the literal is pending still, as the beginning of its command.
      item.octets = codec_.pending_octets().substr(0, codec_.pending_octets().find('\n') + 1);
      item.stream_offset = end_ - codec_.pending();
    }
    item.fields.push_back({"protected", protected_ ? "yes" : "no", 0, 0});
    if (event.type == CommandEvent::Type::literal_wanted) return literal_wanted(std::move(item), event);
    // A SASL response and DONE are one word: no tag with a command behind it.
    if (command.name.empty()) return line(std::move(item), command);
    return whole(std::move(item), command);
  }

  Item literal_wanted(Item item, const CommandEvent& event) const {
    item.kind = "imap.literal-wanted";
    add(item, "tag", event.command.tag);
    add(item, "name", event.command.name);
    add(item, "size", std::to_string(event.literal_size));
    return item;
  }

  Item line(Item item, const Command& command) const {
    item.kind = "imap.line";
    add(item, "tag", last_tag_);
    add(item, "text", command.tag);
    // Which command such a line goes on with; an empty line goes on with none.
    if (!command.tag.empty()) add(item, "answers", last_name_);
    return item;
  }

  Item whole(Item item, const Command& command) {
    item.kind = "imap.command";
    last_tag_ = command.tag;
    last_name_ = command.name;
    const bool uid = command.name.rfind("UID ", 0) == 0;
    add(item, "tag", command.tag);
    add(item, "name", uid ? command.name.substr(4) : command.name);
    add(item, "uid", uid ? "yes" : "no");
    add(item, "arguments", arguments_of(command));
    if (command.name == "FETCH" || command.name == "UID FETCH") add_items(item, items_of(command));
    if (command.name == "AUTHENTICATE") add(item, "initial-response", command.arguments.size() > 1 ? "yes" : "no");
    if (command.name == "AUTHENTICATE" && !command.arguments.empty()) add(item, "mechanism", command.arguments[0].value);
    if (!command.violations.empty()) add(item, "violation", command.violations.front().what);
    return item;
  }

  void cross(bool is_protected, std::vector<Item>& items) {
    const Bytes begun = codec_.take_pending();
    if (!begun.empty()) {
      Item item;
      item.kind = "imap.unreadable";
      item.octets = begun;
      item.stream_offset = end_ - begun.size();
      item.fields.push_back({"protected", protected_ ? "yes" : "no", 0, 0});
      items.push_back(std::move(item));
    }
    codec_ = assay::imap::CommandDecoder();
    protected_ = is_protected;
  }

  assay::imap::CommandDecoder codec_;
  std::string last_tag_;
  std::string last_name_;
  bool protected_{false};
  std::size_t end_{0};  // octets fed so far
};

}  // namespace

std::unique_ptr<language::Decoder> make_command_decoder() { return std::make_unique<CommandItems>(); }

}  // namespace assay::protocol::imap
