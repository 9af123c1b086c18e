// SPDX-License-Identifier: Apache-2.0
#include "out_of_service.h"

#include <ui/input_engine.h>
#include <ui/shell.h>

#include <QCoreApplication>
#include <QTimer>

namespace yz {
namespace {

using namespace std::chrono_literals;

/** Long enough to be read, short enough that a mended terminal is soon back. */
constexpr auto kShown = 60s;

/** Nothing is typed on this page, and the dictionary may be what is missing. */
class NoWords : public InputEngine
{
public:
    std::vector<Candidate> candidates(const QString &, int) const override { return {}; }
    QString divided(const QString &letters) const override { return letters; }
};

} // namespace

void sayOutOfService(const ScreenProfile &screen, bool fullScreen, const Error &error)
{
    const NoWords words;
    Shell shell(screen, words);
    ScreenView view;
    view.page = OutOfServiceView{QString::fromUtf8(name(error.fault).data())};
    QObject::connect(&shell, &Shell::wants, &shell, [&](const Intent &intent) {
        if (std::holds_alternative<AskHelp>(intent))
            view.cover = Cover::Help;
        else
            view.cover = Cover::None;
        shell.show(view);
    });
    shell.show(view);
    fullScreen ? shell.showFullScreen() : shell.show();
    QTimer::singleShot(kShown, &shell, [] { QCoreApplication::exit(); });
    QCoreApplication::exec();
}

} // namespace yz
