// What a protocol module registers: what can be sent, what can be matched, what can be done, and
// how octets become items. The engine and the language know protocols through this and nothing else.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "language/element.hpp"
#include "trace/record.hpp"

namespace assay::language {

// A field of an item: its text and where it stands in the item's octets (length 0: nowhere).
struct Field {
  std::string name;
  std::string value;
  std::size_t offset{0};
  std::size_t length{0};
};

// Octets of a trace that show something: a range of one record's data (length 0: the record itself).
struct Evidence {
  std::uint64_t record{0};
  std::size_t offset{0};
  std::size_t length{0};
};

// What the engine sees of a channel: a decoded message, or a fact. `kind` is what matchers name.
struct Item {
  std::string channel;
  std::string kind;  // "PROTOCOL.message", "closed", "deadline" …
  std::vector<Field> fields;
  Bytes octets;      // of a message; empty for facts
  std::size_t stream_offset{0};  // of octets in the channel's input, for evidence
  std::vector<Evidence> evidence;
  bool served{false};            // a rule of the actor that it came to has answered it
  bool identified{false};        // it says itself what it belongs to: its place in time shows nothing

  const Field* field(const std::string& name) const;
};

// Turns a channel's octets into items. One per channel; keeps unfinished octets.
class Decoder {
 public:
  virtual ~Decoder() = default;
  // Items carry kind, fields, octets and stream_offset; channel and evidence are set by the engine.
  virtual std::vector<Item> feed(ByteView octets, bool is_protected) = 0;
  // Octets of an unfinished message.
  virtual ByteView pending() const = 0;
};

// How an attribute of a matcher is compared with a field of the item.
enum class Compare {
  any_of,        // attribute: words; equal to one of them, case ignored
  equal,         // exactly equal
  contains,      // the field contains the attribute's text
  contains_word, // one of the field's words equals the attribute, case ignored
  lacks_word,    // none of the field's words equals the attribute, case ignored
  lacks,         // the field does not contain the attribute's text
  discloses,     // the field gives the attribute's text away: as it is, encoded or hashed
  judged,        // by the module that registers it: it looks at the whole item
};

// Whether the item is as the attribute's text says.
using Judge = std::function<bool(const std::string& wanted, const Item& item)>;

struct MatcherAttribute {
  std::string field;
  Compare compare{Compare::any_of};
  std::string default_value;  // a template; empty: not compared unless written
  Judge judge{};              // of Compare::judged
};

struct Matcher {
  std::string kind;  // of the items that it can match
  std::string says;  // for people: "a tagged response"
  std::map<std::string, MatcherAttribute> attributes;
  bool from_iut{true};  // false for facts that the harness itself makes
};

// Values that a channel remembers between steps ("last-tag"), readable as {channel:NAME} by templates
// of matcher defaults.
using ChannelValues = std::map<std::string, std::string>;

struct EncodeContext {
  ChannelValues* channel{nullptr};
  std::string case_seed;  // for values that have to be fresh and reproducible
  const Item* answered{nullptr};  // what the octets are the answer to, in a rule of a serve step
  std::string to{};  // set by an encoder: the address ("192.0.2.1:5060") that the octets go to, if not to the peer
};

// Octets of one content element whose attributes and text are expanded already.
using Encoder = std::function<Result<Bytes>(const Element& element, EncodeContext& context)>;
struct Derivation {
  std::size_t minimum_arguments{0};
  std::size_t maximum_arguments{0};
  std::function<Result<std::string>(const std::vector<std::string>& arguments)> derive;
};
// An action beyond the core ones: attributes that it takes; a driver performs it by its name, unless
// all that it does is to read the channel's octets from here on with another decoder.
struct Action {
  std::vector<std::string> required;
  std::vector<std::string> optional;
  std::string decoder{};
  std::string leaves{};  // the kind of the item that shows that what it does has left for the IUT
};
// Events of the trace that are facts of a protocol: record name -> item kind; attributes become fields.
struct Fact {
  std::string kind;
  bool ends_channel{false};
  bool loses_stimulus{false};  // what the case wanted to send did not leave as wanted: a harness error
  bool blinds{false};          // from here on not all is seen that the IUT does: nothing passes by absence
  bool breaks_off{false};      // nothing more can be sent: a stimulus lost after it was not lost by the harness
};

// What a channel remembers of an item that came on it, for what is sent later.
using Memory = std::function<void(const Item& item, ChannelValues& channel)>;

struct Vocabulary {
  std::map<std::string, std::function<std::unique_ptr<Decoder>()>> decoders;
  std::map<std::string, Matcher> matchers;
  std::map<std::string, Encoder> encoders;
  std::set<std::string> answers;  // of the encoders: those whose octets answer something, in rules alone
  std::map<std::string, Derivation> derivations;
  std::map<std::string, Action> actions;
  std::map<std::string, Fact> facts;
  std::map<std::string, Memory> memories;  // by the kind of the item
  std::vector<std::string> secrets;  // templates of what else no report may show, where all their values are there
  std::vector<Element> decisive;  // matchers of what no default may absorb: it decides wherever it comes
};

// The core's own matchers: closed, refused, and the facts of any connection.
void register_core(Vocabulary& vocabulary);

}  // namespace assay::language
