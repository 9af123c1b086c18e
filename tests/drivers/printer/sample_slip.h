// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <printer/print_document.h>

namespace yz {

/** A slip such as the product prints, of invented content. */
inline PrintDocument sampleSlip()
{
    using Line = PrintDocument::Line;
    using Size = PrintDocument::Size;
    using Align = PrintDocument::Align;
    using Pair = PrintDocument::Pair;
    PrintDocument slip;
    slip.blocks = {
        Line{QStringLiteral("示范县公共法律服务中心"), Size::Caption, Align::Centre, false},
        Line{QStringLiteral("回执单"), Size::Title, Align::Centre, true},
        PrintDocument::Rule{},
        Line{QStringLiteral("您的单号"), Size::Caption, Align::Centre, false},
        Line{QStringLiteral("YZ0001-261123-0001-7"), Size::Display, Align::Centre, true},
        PrintDocument::Rule{},
        Pair{QStringLiteral("事项"), QStringLiteral("法律援助申请")},
        Pair{QStringLiteral("申请人"), QStringLiteral("王**")},
        Pair{QStringLiteral("证件号"), QStringLiteral("110105********002X")},
        Pair{QStringLiteral("提交时间"), QStringLiteral("2026-11-23 09:30")},
        PrintDocument::Gap{2},
        Line{QStringLiteral("接下来"), Size::Body, Align::Left, true},
        Pair{QStringLiteral("提交申请"), QStringLiteral("已在本终端保存")},
        Pair{QStringLiteral("审查决定"), QStringLiteral("收到后 7 日内")},
        Pair{QStringLiteral("安排律师"), QStringLiteral("决定后 3 日内")},
        PrintDocument::Rule{},
        Line{QStringLiteral("材料不齐的，工作人员会一次说清要补什么。"), Size::Caption},
        Line{QStringLiteral("对不予援助的决定有意见，可以向司法行政机关提出异议，5 日内答复。"), Size::Caption},
        PrintDocument::Gap{2},
        PrintDocument::QrCode{"YZ1:0199a5b0-0000-7000-8000-000000000001:AAAAAAAAAAAAAAAAAAAAAA",
                              QStringLiteral("凭此码和身份证，可在任一终端查询")},
        Line{QStringLiteral("咨询请拨 12348"), Size::Body, Align::Centre, true},
    };
    return slip;
}

} // namespace yz
