// SPDX-License-Identifier: Apache-2.0
#include "store_key.h"

#include <QByteArray>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace yz {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr mode_t kOthers = 077;
/** systemd gives the user of a unit a credential by an access control list, whose mask shows as the group's right. */
constexpr mode_t kOthersOfCredential = 037;

/** A descriptor that closes itself. */
class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

Result<SecretBytes> readKey(const QByteArray &path, mode_t forbidden)
{
    const Descriptor file(open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat facts{};
    if (file.get() < 0 || fstat(file.get(), &facts) != 0)
        return {Fault::KeyMissing, "no key at " + path.toStdString()};
    if (!S_ISREG(facts.st_mode) || (facts.st_mode & forbidden) != 0)
        return {Fault::KeyMissing, path.toStdString() + " must be a file that only its owner may read"};
    // Straight into guarded memory: a key that passed through an ordinary buffer would stay in it.
    SecretBytes text(2 * kKeyBytes + 1);
    const auto size = read(file.get(), text.bytes().data(), text.size());
    if (size == static_cast<ssize_t>(kKeyBytes))
        return SecretBytes::copyOf(text.bytes().first(kKeyBytes));
    const std::string_view hex(reinterpret_cast<const char *>(text.bytes().data()), 2 * kKeyBytes);
    if (size < static_cast<ssize_t>(hex.size()))
        return {Fault::KeyMissing, path.toStdString() + " holds no 256-bit key"};
    auto key = SecretBytes::fromHex(hex, kKeyBytes);
    if (!key)
        return {Fault::KeyMissing, path.toStdString() + ": " + key.error().detail};
    return key;
}

} // namespace

Result<SecretBytes> loadStoreKey(const QString &keyFile)
{
    const auto handedOver = qgetenv("CREDENTIALS_DIRECTORY");
    if (!handedOver.isEmpty() && QFile::exists(QString::fromLocal8Bit(handedOver + "/secure-db.key")))
        return readKey(handedOver + "/secure-db.key", kOthersOfCredential);
    if (keyFile.isEmpty())
        return {Fault::KeyMissing, "no credential secure-db.key and no keyFile in the configuration"};
    return readKey(QFile::encodeName(keyFile), kOthers);
}

} // namespace yz
