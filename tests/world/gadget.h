// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace yz::world {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

struct Setup
{
    std::uint8_t type;
    std::uint8_t request;
    std::uint16_t value;
    std::uint16_t index;
    std::uint16_t length;
};

/** What the bus must know of a device before it can show it. */
struct Shape
{
    std::string port; ///< place on the bus: stays the same over unplug and plug
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;
    std::string deviceClass = "0/0/0";
    Bytes descriptors;                   ///< device descriptor followed by the configuration, as sysfs shows them
    std::vector<std::u16string> strings; ///< string descriptors from index 1
};

/** The plug's side towards the gadget. Every call is made under the world's lock. */
class Port
{
public:
    virtual ~Port() = default;
    /** One bulk packet group towards the host. It ends with a short packet where `closed` and its length allow it. */
    virtual void send(std::uint8_t endpoint, ByteView bytes, bool closed = true) = 0;
    /** The gadget has room again for OUT data it had refused. */
    virtual void resume(std::uint8_t endpoint) = 0;
    /** The endpoint answers STALL until the host clears the halt. */
    virtual void stall(std::uint8_t endpoint) = 0;
};

/** The inside of a device: what it does with bytes. Called under the world's lock, from any thread. */
class Gadget
{
public:
    virtual ~Gadget() = default;
    virtual Shape shape() const = 0;
    virtual void plugged(Port *port) = 0;
    virtual void unplugged() = 0;
    /** A class or vendor request; nothing = STALL. */
    virtual std::optional<Bytes> control(const Setup &setup, ByteView data) = 0;
    /** How many of these OUT bytes were taken; the rest is refused (NAK) until resume(). */
    virtual std::size_t take(std::uint8_t endpoint, ByteView bytes) = 0;
    /** A new OUT transfer begins: a chance to stall. */
    virtual void transferBegins(std::uint8_t endpoint) { static_cast<void>(endpoint); }
    virtual bool claimRefused() const { return false; }
};

} // namespace yz::world
