/** Names of pictures by what they show, chosen by eye from LFW's fold and from the portraits of women, and of Indian and Middle Eastern men. */
export type PictureGroup = 'glasses' | 'beard' | 'headscarf';

const setOf = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** Sunglasses, a hand, a microphone or a hat over eyes, nose or mouth: these pictures count as neither good nor bad. */
export const coveredPictures = setOf(`
Abel_Pacheco_0004 Annie-Jeanne_Reynaud_0001 Billy_Bob_Thornton_0001 Giancarlo_Fisichella_0001 Jessica_Lange_0001
Juan_Pablo_Montoya_0008 Julio_De_Brun_0001 Roy_Moore_0006 train_11091 train_13304 train_152 train_17903 train_26763 train_28243
train_3167 train_37778 train_38101 train_44690 train_56073 train_60394 train_65356 train_6646 train_70009 train_79010 train_79671
train_83226 train_84537 val_10078 val_1106 val_1125 val_1212 val_2621 val_3834 val_5339 val_5704 val_6124 val_6147 val_6511
val_6676 val_7866 val_8234 val_8523 val_9028 val_93 val_9628 val_968
`);

/** Ordinary glasses; full beards; headscarves, turbans and keffiyehs. */
export const pictureGroups: Readonly<Record<PictureGroup, ReadonlySet<string>>> = {
  glasses: setOf(`
Antony_Leung_0002 Bernard_Law_0001 Carl_Reiner_0001 Dick_Vermeil_0002 Edmund_Stoiber_0005 Edmund_Stoiber_0012 Elinor_Caplan_0002
Francis_Ford_Coppola_0001 Itzhak_Perlman_0001 Jacques_Rogge_0005 Jan_Pronk_0001 Jeremy_Greenstock_0017 Jeremy_Greenstock_0022
Ken_Loach_0001 Kim_Hong-gul_0001 Kim_Jong-Il_0003 Larry_Wilmore_0001 Martin_Cauchon_0002 Mikhail_Gorbachev_0001 Nick_Reilly_0001
Pervez_Musharraf_0001 Pervez_Musharraf_0003 Pervez_Musharraf_0005 Pervez_Musharraf_0007 Pervez_Musharraf_0014
Pervez_Musharraf_0016 Phil_Gramm_0002 Robert_Evans_0001 Robert_Evans_0003 Romano_Prodi_0003 Saeb_Erekat_0002 Taku_Yamasaki_0001
Trent_Lott_0002 Trent_Lott_0006 Trent_Lott_0008 Tsutomu_Takebe_0001 William_Hyde_0001 Woody_Allen_0002 Woody_Allen_0004
Yasushi_Akashi_0001 Zhong_Nanshan_0001 train_12002 train_15273 train_16642 train_17715 train_17845 train_19598 train_19874
train_20199 train_21259 train_22824 train_2438 train_29044 train_30148 train_30710 train_315 train_31981 train_34685 train_36219
train_36548 train_37506 train_37670 train_37726 train_41618 train_42433 train_43657 train_44023 train_44111 train_44685
train_46705 train_47941 train_48634 train_49982 train_51965 train_52240 train_54028 train_5592 train_55945 train_55989 train_56330
train_56363 train_57773 train_58408 train_59150 train_59397 train_60319 train_6109 train_61104 train_61415 train_62015 train_62688
train_63431 train_63918 train_64730 train_65972 train_670 train_67352 train_67796 train_67978 train_6835 train_69643 train_69938
train_71268 train_72699 train_73604 train_74392 train_74751 train_75060 train_75798 train_76559 train_77798 train_79970
train_83314 train_86009 train_9105 train_9888 val_10628 val_10641 val_1531 val_1740 val_186 val_1960 val_216 val_2284 val_2592
val_288 val_2943 val_3327 val_3449 val_372 val_4016 val_4231 val_4556 val_4564 val_4622 val_4735 val_4863 val_4919 val_5289
val_5401 val_5425 val_601 val_6487 val_6513 val_6576 val_6898 val_9073 val_9172 val_938 val_9588 val_9592 val_967
`),
  beard: setOf(`
Anwar_Ibrahim_0001 Francis_Ford_Coppola_0001 Gene_Robinson_0002 Henry_Castellanos_0001 train_1660 train_19598 train_20237
train_20793 train_21222 train_21898 train_2214 train_22150 train_22322 train_2267 train_25571 train_25988 train_26151 train_27476
train_29265 train_29702 train_29925 train_30148 train_30710 train_31139 train_31981 train_32654 train_32979 train_34410
train_35620 train_36048 train_41279 train_44450 train_44470 train_47694 train_53733 train_55945 train_56904 train_57419
train_57839 train_60116 train_60319 train_60652 train_61415 train_63431 train_63918 train_65512 train_68480 train_78176 train_8211
train_82820 train_84724 train_9888 train_9909
`),
  headscarf: setOf(`
train_18374 train_18708 train_20793 train_20876 train_22150 train_22322 train_26843 train_36048 train_47694 train_50328
train_58891 train_77090 train_78176 train_82484 train_82820 val_10060 val_10205 val_10278 val_10617 val_10641 val_1571 val_28
val_3449 val_3811 val_3868 val_3970 val_467 val_4853 val_5694 val_9184 val_9362 val_9968
`),
};
