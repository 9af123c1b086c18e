// SPDX-License-Identifier: Apache-2.0
// yizhan-stick: one request about USB sticks on standard input, its answer on standard output. README.md.
#include "program/fat_tools.h"
#include "program/partitions.h"
#include "protocol/stick_message.h"

#include <QCoreApplication>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace yz;
using namespace yz::stick;

constexpr int kLookAgainMs = 2000; ///< should udev's word be missed

/** What parses a stranger's file system may use little, gain nothing and leave nothing. */
void confine()
{
    const auto limit = [](__rlimit_resource what, rlim_t most) {
        const rlimit value{most, most};
        setrlimit(what, &value);
    };
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, 120);
    limit(RLIMIT_NOFILE, 128);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

bool sendBytes(const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stdout) ==
               static_cast<std::size_t>(bytes.size()) &&
           std::fflush(stdout) == 0;
}

bool say(const Message &message)
{
    return sendBytes(lineOf(message));
}

int refuse(const Error &error)
{
    say(Refused{error});
    return 1;
}

Error whyNot(StickStanding standing)
{
    switch (standing) {
    case StickStanding::Several:
        return {Fault::Unsupported, "stick: more than one is plugged in"};
    case StickStanding::Composite:
        return {Fault::Unsupported, "stick: it is a keyboard as well"};
    case StickStanding::Unreadable:
        return {Fault::Unsupported, "stick: not a FAT file system"};
    default:
        return {Fault::DeviceAbsent, "stick: none is plugged in"};
    }
}

int watch()
{
    const Partitions partitions;
    StickStanding told = StickStanding::Unknown;
    for (;;) {
        const StickStanding now = partitions.look().standing;
        if (now != told && !say(Stands{now}))
            return 0; // nobody listens any more
        told = now;
        pollfd eyes[] = {{STDIN_FILENO, POLLIN, 0}, {partitions.descriptor(), POLLIN, 0}};
        poll(eyes, partitions.descriptor() < 0 ? 1 : 2, kLookAgainMs);
        if ((eyes[0].revents & (POLLHUP | POLLERR)) != 0)
            return 0;
        if ((eyes[0].revents & POLLIN) != 0 && std::fgetc(stdin) == EOF)
            return 0;
        if ((eyes[1].revents & POLLIN) != 0)
            partitions.settle();
    }
}

int read()
{
    const Found found = Partitions().look();
    if (found.standing != StickStanding::Present)
        return refuse(whyNot(found.standing));
    const FatTools fat(found.node);
    const auto names = fat.list();
    if (!names)
        return refuse(names.error());
    qsizetype whole = 0;
    for (const QString &name : *names) {
        const auto bytes = fat.content(name);
        if (!bytes)
            return refuse(bytes.error());
        whole += bytes->size();
        if (whole > kMostBytes)
            return refuse({Fault::BadInput, "stick: more than 64 MiB"});
        if (!say(FileComes{name, bytes->size()}) || !sendBytes(*bytes))
            return 1;
    }
    say(Done{});
    return 0;
}

int write(const Write &request)
{
    QByteArray bytes(request.bytes, '\0');
    if (std::fread(bytes.data(), 1, static_cast<std::size_t>(bytes.size()), stdin) !=
        static_cast<std::size_t>(bytes.size()))
        return refuse({Fault::BadInput, "stick: the request ended early"});
    const Found found = Partitions().look();
    if (found.standing != StickStanding::Present)
        return refuse(whyNot(found.standing));
    const auto put = FatTools(found.node).put(request.name, bytes);
    if (!put)
        return refuse(put.error());
    say(Done{});
    return 0;
}

QByteArray readLine()
{
    QByteArray line;
    for (int c = std::fgetc(stdin); c != EOF && c != '\n' && line.size() <= kLongestLine; c = std::fgetc(stdin))
        line += static_cast<char>(c);
    return line;
}

} // namespace

int main(int argc, char **argv)
{
    confine();
    // A service has no locale of its own, and in C's mtools reads hanzi as underscores.
    setenv("LC_ALL", "C.UTF-8", 1);
    QCoreApplication application(argc, argv);
    const auto request = parseRequest(readLine());
    if (!request)
        return refuse(request.error());
    if (const auto *wanted = std::get_if<Write>(&*request))
        return write(*wanted);
    return std::holds_alternative<Watch>(*request) ? watch() : read();
}
