// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace yz::judge {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/** "1D 76 30 …" */
std::string hexOf(ByteView bytes);

/**
 * Cuts a stream of ESC/POS bytes into commands, byte by byte, and knows which commands there are.
 * It prints nothing: the judge and the emulated printer's front door each have one.
 */
class CommandScanner
{
public:
    enum class Step {
        More,    ///< a command has begun and is not over
        Command, ///< command() is complete; where it has data, these follow as Payload
        Payload, ///< one byte of a picture
        Text,    ///< an ordinary character: none should come
        Unknown  ///< command() is not one of ours
    };

    Step feed(std::uint8_t byte);
    /** The bytes of the command that was completed or refused last, or of the one under way. */
    const Bytes &command() const { return m_command; }
    bool atStart() const { return !m_open && m_payload == 0; }
    bool insidePayload() const { return m_payload > 0; }
    std::size_t payloadLeft() const { return m_payload; }
    void reset();

private:
    static constexpr std::size_t kUnknown = 0;
    /** Total length of the command that begins so; kUnknown when there is none, more than it has when undecided. */
    std::size_t lengthOf() const;
    std::size_t lengthOfEscape() const;
    std::size_t lengthOfGroup() const;
    std::size_t lengthOfRealtime() const;

    Bytes m_command;
    bool m_open = false;
    std::size_t m_payload = 0;
};

} // namespace yz::judge
