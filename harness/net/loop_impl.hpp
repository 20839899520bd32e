// What the loop and the endpoints are made of, for the .cpp files of this folder alone.
#pragma once

#include <cerrno>
#include <string>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/signal_set.hpp>

#include "net/loop.hpp"

namespace assay::net {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using tcp = asio::ip::tcp;
using udp = asio::ip::udp;

struct Loop::Impl {
  asio::io_context context{1};
  // Without it a loop that has nothing to do would return at once instead of waiting for its limit.
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
  asio::signal_set signals{context};
  bool stop_asked{false};
};

// "127.0.0.1:143" or "[::1]:143".
template <class Protocol>
std::string to_text(const asio::ip::basic_endpoint<Protocol>& endpoint) {
  const std::string address = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + address + "]:" + port : address + ":" + port;
}

// A read or a write that has to wait, or that a signal cut short.
inline bool try_again(const ErrorCode& error) {
  return error == asio::error::would_block || error == asio::error::try_again || error == asio::error::interrupted;
}

}  // namespace assay::net
