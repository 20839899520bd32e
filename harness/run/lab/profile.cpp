// Reading a profile and answering for it.
#include "run/lab/profile.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "base/text.hpp"
#include "catalogue/catalogue.hpp"
#include "catalogue/schema.hpp"
#include "catalogue/xml.hpp"

namespace assay::run {
namespace {

using Errors = std::vector<Error>;

// Questions whose answers stand in elements of their own.
bool answered_by_element(const catalogue::IxitQuestion& question) {
  const std::string group = question.id.substr(0, question.id.find('.'));
  return group == "iut" || group == "endpoint" || question.per == "principal" || question.id == "resource.folder";
}

constexpr std::size_t kShortestPassword = 10;
// Seconds: by then a registration has run out, whichever way its time was rounded.
constexpr int kBeyondRegistration = 2;

// By which transport the cases speak that need but one.
std::string sip_entry(const Profile& profile) {
  return holds(profile, "sip.udp") ? "udp" : holds(profile, "sip.tcp") ? "tcp" : "tls";
}

// A sign is for offsets; everything else that is asked for is checked for sense where it is used.
bool is_number(std::string_view text, bool with_point) {
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  const auto point = with_point ? text.find('.') : std::string_view::npos;
  const auto digits = [](std::string_view part) { return part.find_first_not_of("0123456789") == std::string_view::npos; };
  if (point == std::string_view::npos) return !text.empty() && digits(text);
  return text.size() > 1 && digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

struct Loader {
  const catalogue::Catalogue& catalogue;
  catalogue::Document document;
  Profile profile{};
  Errors errors{};

  void add(const pugi::xml_node& node, std::string what, std::string way_out) {
    errors.push_back({std::move(what), std::move(way_out), document.where(node)});
  }

  void read() {
    const auto root = document.root();
    profile.name = root.attribute("name").value();
    read_iut(root.child("iut"));
    for (const auto& item : root.child("ics").children("item")) read_item(item);
    for (const auto& node : root.child("ixit").children("endpoint")) read_endpoint(node);
    for (const auto& node : root.child("ixit").children("principal")) read_principal(node);
    for (const auto& node : root.child("ixit").children("answer")) read_answer(node);
    read_configuration(root);
    for (const auto& node : root.children("trigger")) read_trigger(node);
    add_rights_trigger();
    require_answers(root.child("ixit"));
  }

  void read_iut(const pugi::xml_node& node) {
    profile.iut_name = node.attribute("name").value();
    profile.vendor = node.attribute("vendor").value();
    profile.version = node.attribute("version").value();
    profile.version_command = node.attribute("version-command").value();
    profile.build = node.attribute("build").value();
    if (profile.version.empty() && profile.version_command.empty())
      add(node, "the version of the IUT is not given", "add version=\"…\" or version-command=\"…\"");
  }

  void read_item(const pugi::xml_node& node) {
    const std::string id = node.attribute("id").value();
    if (!catalogue.ics_item(id)) add(node, "there is no ICS item '" + id + "'", "see specs/ics.xml");
    profile.ics[id] = node.attribute("support").value() == std::string("yes");
  }

  void read_endpoint(const pugi::xml_node& node) {
    const std::string name = node.attribute("name").value();
    if (!catalogue.ixit_question("endpoint." + name)) add(node, "the IXIT asks for no endpoint '" + name + "'", "see specs/ixit.xml");
    const std::string port = node.attribute("port").value();
    profile.endpoints.push_back({node.attribute("name").value(), node.attribute("host").value(),
                                 port == "free" ? 0 : std::stoi(port), document.where(node)});
  }

  void read_principal(const pugi::xml_node& node) {
    Principal principal;
    principal.id = node.attribute("id").value();
    principal.user = node.attribute("user").value();
    principal.password = node.attribute("password").value();
    principal.address = node.attribute("address").value();
    principal.certificate_name = node.attribute("certificate-name").value();
    principal.disposable = node.attribute("disposable").value() == std::string("yes");
    if (!principal.disposable)
      add(node, "the account '" + principal.user + "' is not marked disposable", "only disposable accounts are used");
    for (const auto& resource : node.children("resource")) {
      const std::string kind = resource.attribute("kind").value();
      const std::string marker = resource.attribute("marker").value();
      principal.resources.push_back({kind, resource.attribute("folder").value(),
                                     marker.empty() ? "assay-marker-" + principal.id + "-" + kind : marker});
    }
    profile.principals.push_back(std::move(principal));
  }

  void read_answer(const pugi::xml_node& node) {
    const std::string id = node.attribute("question").value();
    const std::string value = node.attribute("value").value();
    const auto* question = catalogue.ixit_question(id);
    if (!question || answered_by_element(*question)) {
      add(node, "there is no IXIT question '" + id + "' to be answered here", "see specs/ixit.xml");
      return;
    }
    check_form(node, *question, value);
    profile.answers[id] = value;
    profile.places[id] = document.where(node);
  }

  void check_form(const pugi::xml_node& node, const catalogue::IxitQuestion& question, const std::string& value) {
    const auto& choices = question.choices;
    if (question.type == "choice" && std::find(choices.begin(), choices.end(), value) == choices.end())
      add(node, "'" + value + "' is no answer to '" + question.id + "'", "one of: " + join(choices, ", "));
    if (question.type == "yes-no" && value != "yes" && value != "no")
      add(node, "'" + value + "' is no answer to '" + question.id + "'", "yes or no");
    if (question.type == "integer" && !is_number(value, false))
      add(node, "'" + value + "' is no number for '" + question.id + "'", "digits only");
    if (question.id == "tls.versions")
      for (const auto& version : words(value))
        if (version != "TLSv1" && version != "TLSv1.1" && version != "TLSv1.2" && version != "TLSv1.3")
          add(node, "there is no version '" + version + "' of TLS", "write TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3");
    if (question.type == "decimal" && !is_number(value, true))
      add(node, "'" + value + "' is no number for '" + question.id + "'", "digits, and one point if need be");
  }

  void read_configuration(const pugi::xml_node& root) {
    const auto node = root.child("configuration");
    profile.already_running = root.child("already-running");
    for (const auto& endpoint : root.child("ixit").children("endpoint"))
      if (!node && !is_offer(endpoint.attribute("name").value()) && !is_own(endpoint.attribute("name").value()) && endpoint.attribute("port").value() == std::string("free"))
        add(endpoint, "an IUT that is already running has no free port", "write the port that it listens on");
    if (!node) return;
    profile.configuration = node.attribute("name").value();
    profile.start = node.attribute("start").value();
    profile.ready_seconds = node.attribute("ready-seconds").as_int(10);
    profile.ready = words(node.attribute("ready").value());
    for (const auto& name : profile.ready)
      if (!profile.endpoint(name)) add(node, "ready names the endpoint '" + name + "', which is not given", "name one of the ixit, or drop it");
  }

  void read_trigger(const pugi::xml_node& node) {
    TriggerLine line{node.attribute("action").value(), node.attribute("entry").value(), node.attribute("command").value(),
                     node.attribute("ask").value()};
    if (line.command.empty() == line.ask.empty())
      add(node, "a trigger is a command or a question to the operator", "give either command=\"…\" or ask=\"…\"");
    if (profile.trigger(line.action, line.entry)) add(node, "there are two triggers of this action and entry", "drop one");
    profile.triggers.push_back(std::move(line));
  }

  // Rights that are set by a command or by a person are a trigger: what does it stands in the answers.
  void add_rights_trigger() {
    const std::string how = profile.answer("rights.how");
    if (how == "command") profile.triggers.push_back({"set-rights", "", profile.answer("rights.command"), ""});
    if (how == "operator")
      profile.triggers.push_back({"set-rights", "", "", "On the store, set the rights of an account on a folder of another, as told; none takes all away."});
  }

  void require_answers(const pugi::xml_node& ixit) {
    const auto lookup = [this](const std::string& name) { return holds(profile, name); };
    for (const auto& question : catalogue.ixit()) {
      if (!question.required || answered_by_element(question) || profile.answers.count(question.id)) continue;
      if (question.applies_if && !question.applies_if->evaluate(lookup)) continue;
      add(ixit, "the IXIT question '" + question.id + "' has no answer: " + question.question,
          "add <answer question=\"" + question.id + "\" value=\"…\"/>");
    }
    const bool serves = holds(profile, "mss") || holds(profile, "sip-core") || holds(profile, "conversation-server");
    for (const char* id : {"alice", "bob"})
      if ((id == std::string("alice") || serves) && std::none_of(profile.principals.begin(), profile.principals.end(), [&](const auto& p) { return p.id == id; }))
        add(ixit, "there is no principal '" + std::string(id) + "'", "the cases of a server need two disposable accounts, alice and bob; those of a client need alice");
    for (const auto& node : ixit.children("principal")) require_credentials(node);
    require_difference(ixit);
    if (holds(profile, "mss")) require_store(ixit);
    if (holds(profile, "msc")) require_client(ixit);
    if (holds(profile, "sip-core")) require_sip(ixit, "sip-", "there the core is reached");
    if (holds(profile, "cpm-client")) require_sip_client(ixit);
    if (holds(profile, "conversation-server")) {
      require_endpoint(ixit, "conversation-server", "conversation-udp", "there it is reached");
      require_endpoint(ixit, "conversation-server", "suite-core-udp", "there the suite stands as its core");
    }
  }

  // What cases take for different has to be: an IXIT that is wrong must not become a verdict on the product.
  void require_difference(const pugi::xml_node& ixit) {
    for (std::size_t i = 1; i < profile.principals.size(); ++i) {
      const Principal& one = profile.principals[0];
      const Principal& other = profile.principals[i];
      const std::pair<std::string, bool> same[] = {{"user", !one.user.empty() && one.user == other.user},
                                                   {"password", !one.password.empty() && one.password == other.password},
                                                   {"address", !one.address.empty() && one.address == other.address}};
      for (const auto& [what, equal] : same)
        if (equal)
          add(ixit, "the principals '" + one.id + "' and '" + other.id + "' have the same " + what,
              "give each a " + what + " of its own: cases tell the two apart by it");
    }
    const std::string& stranger = profile.answer("source.other-address");
    const auto own = words(profile.answer("source.address"));
    if (!stranger.empty() && std::find(own.begin(), own.end(), stranger) != own.end())
      add(ixit, "the answer to 'source.other-address' is an address of 'source.address': " + stranger,
          "give another address of this machine, from which the suite can send as a stranger");
    require_domain(ixit);
  }

  void require_domain(const pugi::xml_node& ixit) {
    const std::string domain = lower(profile.answer("sip.domain"));
    if (domain.empty()) return;
    for (const auto& principal : profile.principals) {
      const std::string address = lower(principal.address);
      const bool fits = address.rfind("sip:", 0) == 0 && address.size() > domain.size() &&
                        address.compare(address.size() - domain.size() - 1, std::string::npos, "@" + domain) == 0;
      if (!fits && !(principal.id != "alice" && principal.address.empty()))
        add(ixit, "the address of '" + principal.id + "' is no SIP address of the domain " + domain + ": '" + principal.address + "'",
            "write address=\"sip:USER@" + domain + "\", or answer sip.domain otherwise");
    }
  }

  void require_endpoint(const pugi::xml_node& ixit, const std::string& item, const std::string& endpoint, const std::string& why) {
    if (holds(profile, item) && !profile.endpoint(endpoint))
      add(ixit, "the endpoint '" + endpoint + "' is not given, but " + item + " is claimed",
          "add <endpoint name=\"" + endpoint + "\" host=\"…\" port=\"…\"/>: " + why);
  }

  void require_sip(const pugi::xml_node& ixit, const std::string& prefix, const std::string& why) {
    for (const auto* transport : {"udp", "tcp", "tls"}) require_endpoint(ixit, std::string("sip.") + transport, prefix + transport, why);
  }

  void require_sip_client(const pugi::xml_node& ixit) {
    require_sip(ixit, "client-sip-", "there the suite awaits the client");
    for (const std::string transport : {"udp", "tcp", "tls"})
      if (holds(profile, "sip." + transport) && !profile.trigger("register", transport))
        add(ixit, "nothing makes the client register by " + transport + ", but sip." + transport + " is claimed",
            "add <trigger action=\"register\" entry=\"" + transport + "\" command=\"…\"/> behind the ixit");
    const std::string entry = sip_entry(profile);
    if (!profile.trigger("message", entry))
      add(ixit, "nothing makes the client send a message by " + entry + ", but cpm-client is claimed",
          "add <trigger action=\"message\" entry=\"" + entry + "\" command=\"…\"/> behind the ixit");
  }

  void require_client(const pugi::xml_node& ixit) {
    for (const auto& [item, endpoint, entry] :
         {std::tuple{"msc.starttls", "client-imap", "starttls"}, std::tuple{"msc.imaps", "client-imaps", "imaps"}}) {
      if (!holds(profile, item)) continue;
      if (!profile.endpoint(endpoint))
        add(ixit, "the endpoint '" + std::string(endpoint) + "' is not given, but " + item + " is claimed",
            "add <endpoint name=\"" + std::string(endpoint) + "\" host=\"…\" port=\"free\"/>: there the suite awaits the client");
      if (!profile.trigger("fetch", entry))
        add(ixit, "nothing makes the client fetch by " + std::string(entry) + ", but " + item + " is claimed",
            "add <trigger action=\"fetch\" entry=\"" + std::string(entry) + "\" command=\"…\"/> behind the ixit");
    }
  }

  // What the claims of the ICS will make the cases present; of each password that is wrong one thing is told.
  void require_credentials(const pugi::xml_node& node) {
    const std::string id = node.attribute("id").value();
    const auto claim = [&](const std::string& what, const std::string& item) {
      add(node, "the principal '" + id + "' has no " + what + ", but " + item + " is claimed", "add " + what + "=\"…\"");
    };
    if (holds(profile, "mss") && holds(profile, "mss.client-certificate") && !*node.attribute("certificate-name").value())
      claim("certificate-name", "mss.client-certificate");
    const std::string password = node.attribute("password").value();
    // It is looked for in all that a client says: a short one might stand there by chance.
    const bool of_client = id == "alice" && (holds(profile, "msc") || holds(profile, "cpm-client"));
    if (of_client && password.size() < kShortestPassword)
      return add(node, "the password of the principal 'alice' is missing or short", "the client is given one to log in with: ten characters or more that stand nowhere else");
    if (!password.empty()) return;
    if (holds(profile, "mss") && holds(profile, "mss.sasl")) return claim("password", "mss.sasl");
    for (const char* item : {"sip-core", "cpm-client"})
      if (holds(profile, item)) return claim("password", item);
  }

  void require_store(const pugi::xml_node& ixit) {
    require_endpoint(ixit, "mss.starttls", "imap", "there the store is reached");
    require_endpoint(ixit, "mss.imaps", "imaps", "there the store is reached");
    for (const char* question : {"rights.shared-prefix", "rights.separator"})
      if (holds(profile, "mss.acl") && profile.answer(question).empty())
        add(ixit, "the IXIT question '" + std::string(question) + "' has no answer, but mss.acl is claimed",
            "add <answer question=\"" + std::string(question) + "\" value=\"…\"/>: without it bob cannot name what alice shares");
    for (const auto& principal : profile.principals) {
      const std::size_t wanted = principal.id == "alice" ? 4 : principal.id == "bob" ? 1 : 0;
      if (principal.resources.size() < wanted)
        add(ixit, "the resources of '" + principal.id + "' are not all given",
            principal.id == "alice" ? "message, session-history, conversation-history and media-object" : "message");
    }
  }
};

}  // namespace

std::string Profile::answer(const std::string& question) const {
  const auto found = answers.find(question);
  return found == answers.end() ? std::string() : found->second;
}

Location Profile::place(const std::string& question) const {
  const auto found = places.find(question);
  return found == places.end() ? Location{directory + "/profile.xml", 0, 0} : found->second;
}

const Endpoint* Profile::endpoint(const std::string& wanted) const {
  for (const auto& candidate : endpoints)
    if (candidate.name == wanted) return &candidate;
  return nullptr;
}

const TriggerLine* Profile::trigger(const std::string& action, const std::string& entry) const {
  for (const auto& candidate : triggers)
    if (candidate.action == action && candidate.entry == entry) return &candidate;
  return nullptr;
}

bool is_offer(const std::string& endpoint) { return endpoint.rfind("client-", 0) == 0; }
bool is_own(const std::string& endpoint) { return endpoint.rfind("suite-", 0) == 0; }
bool is_datagram(const std::string& endpoint) { return endpoint.size() > 4 && endpoint.compare(endpoint.size() - 4, 4, "-udp") == 0; }

tl::expected<Profile, Errors> load_profile(const std::string& root, const std::string& name,
                                           const catalogue::Catalogue& catalogue) {
  const bool is_path = name.find('/') != std::string::npos;
  const std::string directory = is_path ? name : root + "/fixtures/iuts/" + name;
  const std::string path = directory + "/profile.xml";
  if (!std::filesystem::exists(path))
    return tl::unexpected(Errors{{"there is no profile '" + name + "'", "make " + path, {}}});
  auto wrong = catalogue::validate_all(path, root + "/specs/schema/profile.xsd");
  if (!wrong.empty()) return tl::unexpected(wrong);
  auto document = catalogue::load_xml(path);
  if (!document) return tl::unexpected(Errors{document.error()});
  Loader loader{catalogue, *document};
  loader.profile.directory = std::filesystem::absolute(directory).string();
  loader.profile.text = document->text();
  loader.read();
  if (!loader.errors.empty()) return tl::unexpected(loader.errors);
  return std::move(loader.profile);
}

namespace {

std::string with_other_case(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    else if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// RFC 3261 25.1: an IPv6 address stands in brackets.
std::string within_uri(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

std::string host_of(const Profile& profile, const std::string& endpoint) {
  for (const auto& one : profile.endpoints)
    if (one.name == endpoint) return one.host;
  return {};
}

}  // namespace

std::map<std::string, std::string> wrong_passwords(const std::string& right) {
  std::string last = right;
  if (!last.empty()) last.back() = last.back() == 'x' ? 'y' : 'x';
  std::string other_case = with_other_case(right);
  if (other_case == right) other_case += "X";  // there is no letter in it
  return {{"wrong-password", "not-" + right},
          {"longer-password", right + "x"},
          {"shorter-password", right.empty() ? "x" : right.substr(0, right.size() - 1)},
          {"other-last-octet-password", last.empty() ? "x" : last},
          {"other-case-password", other_case}};
}

std::map<std::string, std::string> values_of(const Profile& profile) {
  std::map<std::string, std::string> values = profile.answers;
  values.insert({"rights.shared-prefix", ""});
  values["store.entry"] = holds(profile, "mss.imaps") ? "imaps" : "starttls";
  values["client.entry"] = holds(profile, "msc.imaps") ? "imaps" : "starttls";
  values["sip.clear-entry"] = holds(profile, "sip.udp") ? "udp" : "tcp";
  values["sip.registrar"] = "sip:" + profile.answer("sip.domain");
  values["sip.registration-over"] = std::to_string(std::atoi(profile.answer("sip.shortest-registration").c_str()) + kBeyondRegistration);
  values["source.host"] = within_uri(profile.answer("source.address"));
  values["suite-core.host"] = within_uri(host_of(profile, "suite-core-udp"));
  values["sip.entry"] = sip_entry(profile);
  for (const auto& principal : profile.principals) {
    const std::string& id = principal.id;
    values[id + ".user"] = principal.user;
    values[id + ".password"] = principal.password;
    for (const auto& [name, wrong] : wrong_passwords(principal.password)) values[id + "." + name] = wrong;
    values[id + ".address"] = principal.address;
    values[id + ".secure-address"] = "sips:" + principal.address.substr(principal.address.find(':') + 1);
    for (const auto& resource : principal.resources) {
      values[id + "." + resource.kind + ".folder"] = resource.folder;
      values[id + "." + resource.kind + ".marker"] = resource.marker;
    }
  }
  return values;
}

std::map<std::string, std::string> ixit_values(const Profile& profile) {
  auto values = values_of(profile);
  for (const auto& endpoint : profile.endpoints)
    values["endpoint." + endpoint.name] = endpoint.host + ":" + (endpoint.port == 0 ? "free" : std::to_string(endpoint.port));
  for (const auto& principal : profile.principals) values[principal.id + ".certificate-name"] = principal.certificate_name;
  return values;
}

std::set<std::string> secret_names(const Profile& profile) {
  std::set<std::string> names;
  for (const auto& principal : profile.principals) {
    names.insert(principal.id + ".password");
    for (const auto& [name, wrong] : wrong_passwords(principal.password)) names.insert(principal.id + "." + name);
  }
  return names;
}

bool holds(const Profile& profile, const std::string& name) {
  const auto item = profile.ics.find(name);
  if (item != profile.ics.end()) return item->second;
  const auto answer = profile.answers.find(name);
  if (answer != profile.answers.end()) return answer->second == "yes";
  // A value may have dots of its own: tls.versions.tlsv1.2.
  for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
    const auto all = words(profile.answer(name.substr(0, dot)));
    const auto is_it = [&](const std::string& one) { return equal_ignoring_case(one, name.substr(dot + 1)); };
    if (std::any_of(all.begin(), all.end(), is_it)) return true;
  }
  return false;
}

bool is_claimed(const Profile& profile, const catalogue::Requirement& requirement) {
  return !requirement.applies_if ||
         requirement.applies_if->evaluate([&](const std::string& name) { return holds(profile, name); });
}

}  // namespace assay::run
