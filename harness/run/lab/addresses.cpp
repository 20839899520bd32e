// Looking at the addresses of a profile before anything is sent.
#include "run/lab/addresses.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "net/port.hpp"

namespace assay::run {
namespace {

constexpr const char* kSource = "source.address";
constexpr const char* kOther = "source.other-address";

bool is_v6(const std::string& numeric) { return numeric.find(':') != std::string::npos; }

bool is_of_this_host(const std::string& address) { return net::free_datagram_port(address) != 0; }

struct Look {
  const Profile& profile;
  std::vector<Error> errors{};

  void add(const Location& where, std::string what, std::string way_out) {
    errors.push_back({std::move(what), std::move(way_out), where});
  }

  void sources() {
    for (const char* question : {kSource, kOther})
      for (const auto& address : words(profile.answer(question)))
        if (!is_of_this_host(address))
          add(profile.place(question),
              "the answer to '" + std::string(question) + "' is no address of this host: " + address,
              "give one that `ip address` lists, in figures");
  }

  void endpoint(const Endpoint& one) {
    const auto host = net::numeric_host(one.host);
    if (!host) return add(one.where, "the endpoint '" + one.name + "': " + host.error().what, host.error().way_out);
    if (!is_offer(one.name) && !is_own(one.name)) return reached(one, *host);
    if (!is_of_this_host(*host))
      add(one.where,
          "the endpoint '" + one.name + "' is where the suite stands, and no address of this host: " + one.host,
          "give one that `ip address` lists, or a name that leads to it");
  }

  // Strangers come by datagrams only.
  void reached(const Endpoint& one, const std::string& host) {
    for (const char* question : {kSource, kOther}) {
      const auto all = words(profile.answer(question));
      if (all.empty() || (question == kOther && !is_datagram(one.name))) continue;
      if (std::none_of(all.begin(), all.end(), [&](const auto& address) { return is_v6(address) == is_v6(host); }))
        add(profile.place(question),
            "from '" + std::string(question) + "' the endpoint '" + one.name +
                "' cannot be reached: " + join(all, " ") + " to " + host,
            std::string("give an address of IPv") + (is_v6(host) ? "6" : "4") + " beside it or instead");
    }
  }
};

}  // namespace

std::string source_for(const Profile& profile, const std::string& host) {
  const auto all = words(profile.answer(kSource));
  const auto fits =
      std::find_if(all.begin(), all.end(), [&](const auto& address) { return is_v6(address) == is_v6(host); });
  return fits != all.end() ? *fits : all.empty() ? std::string() : all.front();
}

std::vector<Error> wrong_addresses(const Profile& profile) {
  Look look{profile};
  look.sources();
  for (const auto& one : profile.endpoints) look.endpoint(one);
  return std::move(look.errors);
}

}  // namespace assay::run
