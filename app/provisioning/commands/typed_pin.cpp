// SPDX-License-Identifier: Apache-2.0
#include "commands/typed_pin.h"

#include <core/secret.h>

#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace yz::provisioning {
namespace {

constexpr qsizetype kLongestLine = 64;
constexpr std::array kEnding{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t g_ended = 0; // a signal handler has no other place

void wipeBytes(QByteArray &bytes)
{
    wipe({reinterpret_cast<std::byte *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
}

/** What is typed is not shown as long as this lives. A signal that would end the program is kept until afterwards. */
class Unseen
{
public:
    explicit Unseen(int terminal) : m_terminal(terminal)
    {
        g_ended = 0;
        struct sigaction noted{};
        noted.sa_handler = [](int signal) { g_ended = signal; }; // no SA_RESTART: read() returns
        for (std::size_t i = 0; i < kEnding.size(); ++i)
            ::sigaction(kEnding[i], &noted, &m_before[i]);
        struct sigaction ignored{};
        ignored.sa_handler = SIG_IGN; // stopped in the middle, the terminal would stay as it is now
        ::sigaction(SIGTSTP, &ignored, &m_stopBefore);
        m_isSet = ::tcgetattr(terminal, &m_shown) == 0;
        termios unseen = m_shown;
        unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
        m_isSet = m_isSet && ::tcsetattr(terminal, TCSAFLUSH, &unseen) == 0;
    }
    ~Unseen()
    {
        if (m_isSet)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_shown);
        for (std::size_t i = 0; i < kEnding.size(); ++i)
            ::sigaction(kEnding[i], &m_before[i], nullptr);
        ::sigaction(SIGTSTP, &m_stopBefore, nullptr);
        if (g_ended != 0)
            ::raise(g_ended);
    }
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;
    bool isSet() const { return m_isSet; }

private:
    int m_terminal;
    bool m_isSet = false;
    termios m_shown{};
    std::array<struct sigaction, kEnding.size()> m_before{};
    struct sigaction m_stopBefore{};
};

void say(int out, QByteArrayView words)
{
    [[maybe_unused]] const auto written = ::write(out, words.data(), static_cast<std::size_t>(words.size()));
}

/** Without its line feed; what is too long for any PIN is cut, and still too long. */
QByteArray lineFrom(int in)
{
    QByteArray line;
    line.reserve(kLongestLine); // no copies are left behind
    char letter = 0;
    while (g_ended == 0 && ::read(in, &letter, 1) == 1 && letter != '\n')
        if (line.size() < kLongestLine)
            line += letter;
    return line;
}

} // namespace

Result<QByteArray> typedPin(int in, int out)
{
    const Unseen unseen(in);
    if (!unseen.isSet())
        return {Fault::BadInput, "the terminal cannot keep what is typed from being shown"};
    say(out, "PIN: ");
    QByteArray first = lineFrom(in);
    say(out, "\n");
    if (g_ended != 0 || first.isEmpty()) {
        wipeBytes(first);
        return {Fault::BadInput, "no PIN was typed"};
    }
    say(out, "PIN again: ");
    QByteArray second = lineFrom(in);
    say(out, "\n");
    const bool isSame = g_ended == 0 && first == second;
    wipeBytes(second);
    if (isSame)
        return first;
    wipeBytes(first);
    return {Fault::BadInput, "the two PINs are not the same"};
}

} // namespace yz::provisioning
