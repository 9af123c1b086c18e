// SPDX-License-Identifier: Apache-2.0
// The same for the kiosk's own window on Home.
#include "booth/samples.h"
#include "first_frame.h"

#include <ui/input_engine.h>
#include <ui/shell.h>

#include <QApplication>

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    const auto words = argc > 1
                           ? yz::openPinyinEngine(QString::fromLocal8Bit(argv[1]))
                           : yz::Result<std::unique_ptr<yz::InputEngine>>(yz::Fault::BadInput, "no dictionary named");
    if (!words)
        return 1;
    yz::Shell shell(yz::ScreenProfile{}, **words);
    shell.show(yz::sampleScreens().front().view);
    yz::bench::tellFirstFrame(shell);
}
