// SPDX-License-Identifier: Apache-2.0
#include "confinement.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>

namespace yz {
namespace {

// Landlock's numbers: headers as old as Debian 12's do not know all of them.
constexpr std::uint64_t kExecute = 1ULL << 0;
constexpr std::uint64_t kWriteFile = 1ULL << 1;
constexpr std::uint64_t kReadFile = 1ULL << 2;
constexpr std::uint64_t kReadFolder = 1ULL << 3;
constexpr std::uint64_t kControlDevice = 1ULL << 15;
constexpr std::uint64_t kScopes = 3; // sockets without a name, signals
constexpr unsigned kVersionFlag = 1;
constexpr int kPathBeneath = 1;

struct Ruleset
{
    std::uint64_t files;
    std::uint64_t network;
    std::uint64_t scopes;
};
struct [[gnu::packed]] BeneathRule
{
    std::uint64_t allowed;
    std::int32_t descriptor;
};

std::uint64_t filesKnownTo(long version)
{
    constexpr std::array<int, 5> kBits = {13, 14, 15, 15, 16}; // by version, from the first
    const auto known = static_cast<std::size_t>(version < 5 ? version : 5);
    return (1ULL << kBits[known - 1]) - 1;
}

Error refused(const char *what)
{
    return {Fault::Unsupported, std::string("confinement: ") + what + ": " + std::strerror(errno)};
}

class Rules
{
public:
    explicit Rules(long version) : m_known(filesKnownTo(version))
    {
        const Ruleset wanted{m_known, 0, version >= 6 ? kScopes : 0};
        m_descriptor = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &wanted, sizeof(wanted), 0));
    }
    ~Rules()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Rules(const Rules &) = delete;
    Rules &operator=(const Rules &) = delete;

    /** What is absent on this machine is passed over. */
    void allow(const std::string &path, std::uint64_t rights)
    {
        const int descriptor = ::open(path.c_str(), O_PATH | O_CLOEXEC);
        if (descriptor < 0)
            return;
        std::error_code ignored;
        if (!std::filesystem::is_directory(path, ignored))
            rights &= ~kReadFolder;
        const BeneathRule rule{rights & m_known, descriptor};
        m_isWhole = m_isWhole && ::syscall(SYS_landlock_add_rule, m_descriptor, kPathBeneath, &rule, 0) == 0;
        ::close(descriptor);
    }
    bool apply() const { return m_isWhole && ::syscall(SYS_landlock_restrict_self, m_descriptor, 0) == 0; }
    bool isMade() const { return m_descriptor >= 0; }

private:
    std::uint64_t m_known;
    int m_descriptor = -1;
    bool m_isWhole = true;
};

/** Never all of /dev: card reader and printer are there too. */
void allowDevices(Rules &rules)
{
    constexpr std::uint64_t kDevice = kReadFile | kWriteFile | kReadFolder | kControlDevice;
    for (const char *path : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/snd"})
        rules.allow(path, kDevice);
    rules.allow("/dev/v4l", kReadFile | kReadFolder);
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator("/dev", error)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("video") || name.starts_with("media"))
            rules.allow(entry.path(), kDevice);
    }
}

} // namespace

Result<void> confine()
{
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refused("limits");
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kVersionFlag);
    if (version < 1)
        return refused("no Landlock");
    Rules rules(version);
    if (!rules.isMade())
        return refused("rules");
    constexpr std::uint64_t kRead = kReadFile | kReadFolder;
    for (const char *path : {"/usr", "/lib", "/lib64"})
        rules.allow(path, kRead | kExecute);
    // Not all of /etc and /run: keys and certificates of the terminal are there. What /proc shows of others is refused
    // by the kernel itself from now on.
    for (const char *path : {"/proc",
                             "/sys",
                             "/run/udev",
                             "/run/systemd/resolve",
                             "/etc/resolv.conf",
                             "/etc/hosts",
                             "/etc/host.conf",
                             "/etc/nsswitch.conf",
                             "/etc/gai.conf",
                             "/etc/services",
                             "/etc/protocols",
                             "/etc/localtime",
                             "/etc/ld.so.cache",
                             "/etc/passwd",
                             "/etc/machine-id",
                             "/etc/pulse",
                             "/etc/pipewire",
                             "/etc/alsa",
                             "/etc/asound.conf",
                             "/etc/ssl/certs",
                             "/etc/ssl/openssl.cnf",
                             "/etc/gnutls"})
        rules.allow(path, kRead);
    allowDevices(rules);
    if (!rules.apply())
        return refused("not applied");
    return {};
}

} // namespace yz
