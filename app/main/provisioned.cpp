// SPDX-License-Identifier: Apache-2.0
#include "provisioned.h"

#include <ui/input_engine.h>
#include <ui/shell.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <configuration/configuration.h>
#include <configuration/release_judge.h>
#include <staff/commissioning.h>
#include <stick/child_stick.h>

namespace yz {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/** Long enough to read that it worked. */
constexpr auto kBeforeRestart = 3s;

/** No clock of this program is earlier than the program. */
WallTime builtAt()
{
    return WallTime(Milliseconds(std::int64_t{YIZHAN_BUILT_S} * 1000));
}

QByteArray machineId()
{
    QFile file(u"/etc/machine-id"_s);
    return file.open(QIODevice::ReadOnly) ? file.read(64) : QByteArray();
}

/** Nothing is typed on that page. */
class NoWords : public InputEngine
{
public:
    std::vector<Candidate> candidates(const QString &, int) const override { return {}; }
    QString divided(const QString &letters) const override { return letters; }
};

} // namespace

Result<std::unique_ptr<Provisioned>> Provisioned::open(const Choice &choice, const Clock &clock, EventLog &log)
{
    auto made = std::make_unique<Provisioned>();
    made->serial = provisioning::serialOf(machineId());
    provisioning::Provisioner::Options options;
    options.folder = choice.folder;
    options.trustFile = choice.trustFile;
    options.serial = made->serial;
    options.built = builtAt();
    QFile byHand(choice.byHand);
    const QByteArray written = byHand.open(QIODevice::ReadOnly) ? byHand.read(kMostConfiguration + 1) : QByteArray();
    options.judge = [written](const auto &files, const auto &brought, const auto &device) {
        return judgeRelease(files, brought, device, written);
    };
    auto provisioner = provisioning::Provisioner::open(std::move(options), clock, log);
    if (!provisioner)
        return provisioner.error();
    made->provisioner = *std::move(provisioner);
    const bool isProgram = QFileInfo(choice.stick).isFile();
    made->stick = makeChildStick(isProgram ? StickProgram{choice.stick, {}} : StickProgram{{}, choice.stick});
    made->desk = std::make_unique<StickDesk>(*made->stick, *made->provisioner, made->serial, clock, log);
    // Later: the page says first that it worked.
    QObject::connect(made->desk.get(), &StickDesk::restartWanted, made->desk.get(),
                     [] { QTimer::singleShot(kBeforeRestart, [] { QCoreApplication::exit(); }); });
    return made;
}

void commission(Provisioned &provisioned, const ScreenProfile &screen, bool fullScreen, const Clock &clock)
{
    const NoWords words;
    Shell shell(screen, words);
    staff::Commissioning page(*provisioned.desk, provisioned.serial, clock);
    QObject::connect(&shell, &Shell::wants, &page, &staff::Commissioning::take);
    QObject::connect(&page, &staff::Commissioning::viewChanged, &shell,
                     [&](const ScreenView &view) { shell.show(view); });
    provisioned.desk->setOpen(true);
    shell.show(page.view());
    fullScreen ? shell.showFullScreen() : shell.show();
    QCoreApplication::exec();
}

} // namespace yz
